using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>Which frame it was: its number in the run, its time on the stream and on the wall, its size in pixels.</summary>
internal readonly record struct FrameStamp(long Number, MediaTime Media, DateTimeOffset Wall, int Width, int Height);
