using SafeCity.Edge.Agent.Rules.Geometry;
using SafeCity.Edge.Agent.Rules.Objects;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>The region of a rule, or the whole frame, and the way of objects through it.</summary>
internal sealed class RegionWatch
{
    private readonly Polygon? _polygon;
    private readonly ReferencePoint _reference;
    private readonly WalkPart[] _parts = new WalkPart[Polygon.PartsMax];

    internal RegionWatch(RuleContext context)
    {
        _polygon = context.Settings.Polygon is { } points ? new Polygon(points, context.Aspect) : null;
        _reference = context.Settings.Reference;
    }

    /// <summary>Whether an object is inside at its newest known place.</summary>
    internal bool Contains(ObjectSlot slot) => _polygon is null || _polygon.Contains(slot.Point(_reference));

    /// <summary>The parts of an object's newest step; valid until the next call.</summary>
    /// <param name="slot">The object.</param>
    /// <param name="isFirst">The rule sees it for the first time: how it came there was before the rule's time.</param>
    internal ReadOnlySpan<WalkPart> Walk(ObjectSlot slot, bool isFirst)
    {
        if (_polygon is null || isFirst)
        {
            _parts[0] = new WalkPart(isFirst ? 1 : 0, 1, Contains(slot));
            return _parts.AsSpan(0, 1);
        }
        return _parts.AsSpan(0, _polygon.Walk(slot.PreviousPoint(_reference), slot.Point(_reference), _parts));
    }
}
