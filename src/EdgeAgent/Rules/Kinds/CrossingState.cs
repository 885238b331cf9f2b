using System.Numerics;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>Where an object stands to a line.</summary>
internal struct CrossingState
{
    /// <summary>The side on which it was surely: -1 left, 1 right, 0 not known yet.</summary>
    internal sbyte Side;

    /// <summary>When it last went over the endless line.</summary>
    internal MediaTime Time;

    /// <summary>Where, in heights of the frame.</summary>
    internal Vector2 Point;

    /// <summary>Whether that was between the ends.</summary>
    internal bool IsBetweenEnds;

    /// <summary>It has crossed and not gone far enough since.</summary>
    internal bool IsDisarmed;

    /// <summary>A crossing that waits until the track is believed: side to which.</summary>
    internal sbyte Pending;
}
