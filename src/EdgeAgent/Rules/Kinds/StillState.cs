using System.Numerics;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>Whether an object stands in its place.</summary>
internal struct StillState
{
    // In mean sides of its box.
    private const float MovedParts = 0.35f;

    internal bool IsKnown;

    internal Vector2 Anchor;

    /// <summary>Since when it is at the anchor.</summary>
    internal MediaTime Since;

    /// <summary>Takes the newest place; true if it has moved away from its anchor.</summary>
    internal bool Advance(ObjectSlot slot)
    {
        float side = (slot.Size.X + slot.Size.Y) / 2;
        if (IsKnown && Vector2.Distance(slot.Center, Anchor) <= MovedParts * side) return false;
        bool moved = IsKnown;
        IsKnown = true;
        Anchor = slot.Center;
        // What was there before the run has stood for longer than the run.
        Since = !moved && slot.Continues && slot.StationarySince is { } since && since < slot.Time ? since : slot.Time;
        return moved;
    }
}
