using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Decodes a clip and drops the frames.</summary>
internal static class DecodeAlone
{
    /// <summary>The number of frames.</summary>
    internal static long Run(string clip)
    {
        using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(clip), new VideoDecoderOptions(), TimeProvider.System);
        using DecodedFrame frame = new();
        long frames = 0;
        while (decoder.Read(frame) == DecodeResult.Frame) frames++;
        return frames;
    }
}
