using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Tests.Detection;

/// <summary>A detector that does what a test says instead of running a model, and finds nothing.</summary>
internal sealed class ScriptedDetector(Action run) : IDetector<DetectedObject>
{
    private static readonly byte[] Gray = new byte[16 * 16 * 3 / 2];

    internal static ImageView Picture => new(
        PixelLayout.I420, 16, 16, fullRange: true, ColorMatrix.Bt601, Gray.AsSpan(0, 256), 16, Gray.AsSpan(256, 64), Gray.AsSpan(320), 8);

    public ModelCard Card => throw new InvalidOperationException("it has no model");

    public DetectorTimings LastTimings => new(TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TimeSpan.Zero);

    internal bool IsDisposed { get; private set; }

    internal bool WasUsedAfterDisposal { get; private set; }

    public int Detect(in ImageView image, PixelRectangle region, Span<DetectedObject> results)
    {
        run();
        WasUsedAfterDisposal |= IsDisposed;
        return 0;
    }

    public void Dispose() => IsDisposed = true;
}
