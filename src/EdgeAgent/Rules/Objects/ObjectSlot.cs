using System.Numerics;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Objects;

/// <summary>
/// A place for one object as the rules see it: it outlives short losses of the track, so that a new number is not a new object. Lengths
/// are heights of the frame. Reused.
/// </summary>
internal sealed class ObjectSlot(int index)
{
    /// <summary>By which rules keep what they know of it.</summary>
    internal int Index { get; } = index;

    internal bool IsUsed { get; set; }

    /// <summary>Number of the track that stands for it now.</summary>
    internal int Track { get; set; }

    /// <summary>Of the first track that stood for it.</summary>
    internal Guid Identity { get; set; }

    internal int ClassId { get; set; }

    internal BoundingBox Box { get; set; }

    internal float Score { get; set; }

    internal bool IsReal { get; set; }

    internal ObjectSight Sight { get; set; }

    internal MediaTime Start { get; set; }

    internal bool Continues { get; set; }

    internal MediaTime? StationarySince { get; set; }

    /// <summary>The newest moment at which its place was known.</summary>
    internal MediaTime Time { get; set; }

    /// <summary>The moment before that.</summary>
    internal MediaTime PreviousTime { get; set; }

    /// <summary>Bottom centre at <see cref="Time"/>.</summary>
    internal Vector2 Foot { get; set; }

    internal Vector2 PreviousFoot { get; set; }

    internal Vector2 Center { get; set; }

    internal Vector2 PreviousCenter { get; set; }

    /// <summary>Width and height of its box.</summary>
    internal Vector2 Size { get; set; }

    /// <summary>In this frame its place became known, and so the step from the place before.</summary>
    internal bool HasStep { get; set; }

    /// <summary>In this frame its place became known for the first time.</summary>
    internal bool IsNew { get; set; }

    /// <summary>No track stands for it: it waits for one that continues it.</summary>
    internal bool IsOrphan { get; set; }

    internal GoneReason Gone { get; set; }

    /// <summary>Until when it waits.</summary>
    internal MediaTime WaitsUntil { get; set; }

    internal bool IsTold { get; set; }

    /// <summary>The point that a rule looks at.</summary>
    internal Vector2 Point(ReferencePoint reference) => reference == ReferencePoint.Center ? Center : Foot;

    /// <summary>The same point a step earlier.</summary>
    internal Vector2 PreviousPoint(ReferencePoint reference) => reference == ReferencePoint.Center ? PreviousCenter : PreviousFoot;

    /// <summary>A moment within the newest step.</summary>
    internal MediaTime Within(double part) =>
        new(PreviousTime.Nanoseconds + (long)Math.Round((Time.Nanoseconds - PreviousTime.Nanoseconds) * part));
}
