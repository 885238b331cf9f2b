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
    internal ReadOnlySpan<WalkPart> Walk(ObjectSlot slot)
    {
        if (_polygon is null)
        {
            _parts[0] = new WalkPart(0, 1, true);
            return _parts.AsSpan(0, 1);
        }
        return _parts.AsSpan(0, _polygon.Walk(slot.PreviousPoint(_reference), slot.Point(_reference), _parts));
    }
}
