using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Gives tracks their identity on the wire: a UUIDv7 of the wall time at which the object was first seen.</summary>
internal sealed class TrackIdentities
{
    private DateTimeOffset _wallOfZero;

    /// <summary>Media time runs with the wall clock inside a run, so one pair of both places every other moment.</summary>
    internal void Place(in FrameStamp stamp) => _wallOfZero = stamp.Wall - (stamp.Media - MediaTime.Zero);

    /// <summary>The identity of a track that was first seen at a time; never the same twice.</summary>
    internal Guid Make(MediaTime start) => Guid.CreateVersion7(_wallOfZero + (start - MediaTime.Zero));
}
