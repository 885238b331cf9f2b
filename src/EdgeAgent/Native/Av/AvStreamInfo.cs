namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>What the container says of the video stream.</summary>
/// <param name="Codec">For example <c>h264</c>.</param>
/// <param name="CodecId">libav's number of it.</param>
/// <param name="Width">Pixels; 0 if not known yet.</param>
/// <param name="Height">Pixels; 0 if not known yet.</param>
/// <param name="PixelFormat">For example <c>yuv420p</c>; null if not known yet.</param>
/// <param name="TimeBase">Seconds a tick of the stream's time stamps.</param>
/// <param name="FrameRate">Frames a second; 0/0 if unknown.</param>
/// <param name="DurationSeconds">Null if unknown or endless.</param>
internal sealed record AvStreamInfo(
    string Codec, int CodecId, int Width, int Height, string? PixelFormat,
    AVRational TimeBase, AVRational FrameRate, double? DurationSeconds)
{
    /// <summary>How its pictures are to be turned; a picture's own word wins.</summary>
    internal AvOrientation Orientation { get; init; }
}
