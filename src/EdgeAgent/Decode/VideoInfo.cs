namespace SafeCity.Edge.Agent.Decode;

/// <summary>What is known of a source once it is open.</summary>
/// <param name="Codec">For example <c>h264</c>.</param>
/// <param name="Decoder">The decoder that runs, for example <c>h264_v4l2m2m</c>.</param>
/// <param name="Width">Pixels, as announced; frames tell their own.</param>
/// <param name="Height">Pixels, as announced; frames tell their own.</param>
/// <param name="FramesPerSecond">As announced; 0 if unknown.</param>
/// <param name="PixelFormat">libav's name, for example <c>yuv420p</c>.</param>
/// <param name="Duration">Null for a camera, a picture, or if unknown.</param>
internal sealed record VideoInfo(
    string Codec, string Decoder, int Width, int Height, double FramesPerSecond, string PixelFormat, TimeSpan? Duration);
