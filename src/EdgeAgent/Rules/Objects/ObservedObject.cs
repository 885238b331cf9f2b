using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Objects;

/// <summary>What the rules are told of a followed object in one frame.</summary>
internal readonly record struct ObservedObject
{
    /// <summary>The track's number; never given twice by one tracker.</summary>
    internal required int Track { get; init; }

    /// <summary>Empty until the track is believed.</summary>
    internal required Guid Identity { get; init; }

    internal required int ClassId { get; init; }

    internal required BoundingBox Box { get; init; }

    internal required ObjectSight Sight { get; init; }

    /// <summary>False while the tracker does not believe it: rules follow it, and tell nothing of it.</summary>
    internal bool IsReal { get; init; } = true;

    internal float Score { get; init; } = 1;

    internal MediaTime Start { get; init; }

    /// <summary>Since when it stands still; null while it moves.</summary>
    internal MediaTime? StationarySince { get; init; }

    /// <summary>It was there before this run and has not moved: not news.</summary>
    internal bool Continues { get; init; }

    /// <summary>An object as it must be given.</summary>
    public ObservedObject()
    {
    }
}
