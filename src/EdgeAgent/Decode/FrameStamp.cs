using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// Which frame it was: its number in the run, its time in the run and on the wall, its size in pixels; and its moment in the stream it
/// came from, by which it is found in another stream of the camera.
/// </summary>
internal readonly record struct FrameStamp(
    long Number, MediaTime Media, DateTimeOffset Wall, int Width, int Height, FrameMoment Moment = default);
