using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Reads single pictures.</summary>
internal static class StillPicture
{
    /// <summary>Decodes a picture; of a clip, its first frame.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    internal static string? Read(string path, DecodedFrame into, CancellationToken stop)
    {
        try
        {
            using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(path), new VideoDecoderOptions(), TimeProvider.System, stop);
            return decoder.Read(into) == DecodeResult.Frame ? null : $"{path} holds no picture";
        }
        catch (VideoSourceException e)
        {
            return e.Message;
        }
    }
}
