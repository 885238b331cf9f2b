using SafeCity.Edge.Agent.Decode;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>A decoded frame with its place in the run; travels from the decoding to the analysing thread and back.</summary>
internal sealed class CapturedFrame : IDisposable
{
    internal DecodedFrame Frame { get; } = new();

    internal FrameStamp Stamp { get; set; }

    /// <inheritdoc />
    public void Dispose() => Frame.Dispose();
}
