using System.Runtime.CompilerServices;
using SafeCity.Edge.Agent.Pipeline;

namespace SafeCity.Edge.Agent.Health;

/// <summary>How fast each camera has run in the last ten seconds, from its counters once a second.</summary>
internal sealed class CameraRates(TimeProvider time)
{
    private const int SamplesKept = 11;

    private readonly Lock _gate = new();
    private readonly ConditionalWeakTable<PipelineStatistics, Queue<Sample>> _samples = [];

    private readonly record struct Sample(long At, long Analysed, long Dropped);

    /// <summary>Takes one sample; once a second.</summary>
    internal void Take(PipelineStatistics statistics)
    {
        lock (_gate)
        {
            Queue<Sample> own = _samples.GetOrCreateValue(statistics);
            own.Enqueue(Now(statistics));
            if (own.Count > SamplesKept) own.Dequeue();
        }
    }

    /// <summary>Analysed frames a second and frames offered to the analysis, since the oldest sample.</summary>
    internal (double FramesPerSecond, long Analysed, long Offered) Of(PipelineStatistics statistics)
    {
        lock (_gate)
        {
            if (!_samples.TryGetValue(statistics, out Queue<Sample>? own) || own.Count == 0) return default;
            Sample first = own.Peek(), now = Now(statistics);
            double seconds = time.GetElapsedTime(first.At, now.At).TotalSeconds;
            long analysed = now.Analysed - first.Analysed;
            return (seconds > 0 ? analysed / seconds : 0, analysed, analysed + now.Dropped - first.Dropped);
        }
    }

    private Sample Now(PipelineStatistics statistics) =>
        new(time.GetTimestamp(), statistics.FramesAnalysed, Enum.GetValues<DropCause>().Sum(statistics.Dropped));
}
