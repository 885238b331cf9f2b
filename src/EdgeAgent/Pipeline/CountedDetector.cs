using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>A detector whose runs are counted and timed: what a camera costs is its runs.</summary>
internal sealed class CountedDetector<T>(IDetector<T> detector) : IDetector<T>
    where T : struct
{
    private long _runs;
    private long _inferenceTicks;

    /// <summary>Runs so far.</summary>
    internal long Runs => Interlocked.Read(ref _runs);

    /// <summary>Time inside the model so far.</summary>
    internal TimeSpan Inference => TimeSpan.FromTicks(Interlocked.Read(ref _inferenceTicks));

    /// <inheritdoc />
    public ModelCard Card => detector.Card;

    /// <inheritdoc />
    public DetectorTimings LastTimings => detector.LastTimings;

    /// <inheritdoc />
    public int Detect(in ImageView image, PixelRectangle region, Span<T> results)
    {
        int count = detector.Detect(image, region, results);
        Interlocked.Increment(ref _runs);
        Interlocked.Add(ref _inferenceTicks, detector.LastTimings.Inference.Ticks);
        return count;
    }

    /// <inheritdoc />
    public void Dispose() => detector.Dispose();
}
