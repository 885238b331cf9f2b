using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>When a picture was taken, on every clock that is known. Two streams of one camera agree on the last two only.</summary>
/// <param name="Media">On the stream's clock, 0 at its first frame.</param>
/// <param name="Arrival">
/// On the box's monotonic clock (since the start of its counter): when a picture taken then arrives if the network does not delay it.
/// Null for a file.
/// </param>
/// <param name="Camera">On the camera's own wall clock, as its RTCP sender reports tell. Null before the first one, and for a file.</param>
internal readonly record struct FrameMoment(MediaTime Media, TimeSpan? Arrival = null, DateTimeOffset? Camera = null);
