using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Looks at a whole frame once, however many runs ask for it; each of them is told what it took.</summary>
internal sealed class WholeFrameMemory(IDetector<Detection> detector) : IDetector<Detection>
{
    private readonly Detection[] _found = new Detection[512];
    private int _count = -1;

    public ModelCard Card => detector.Card;

    public DetectorTimings LastTimings => detector.LastTimings;

    /// <summary>Another frame begins.</summary>
    internal void Begin(long number) => _count = -1;

    public int Detect(in ImageView image, PixelRectangle region, Span<Detection> results)
    {
        if (_count < 0) _count = detector.Detect(image, PixelRectangle.Whole(image), _found);
        int count = Math.Min(_count, results.Length);
        _found.AsSpan(0, count).CopyTo(results);
        return count;
    }

    public void Dispose() => detector.Dispose();
}
