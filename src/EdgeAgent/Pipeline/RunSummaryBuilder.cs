using System.Diagnostics;
using SafeCity.Edge.Agent.Health;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Puts the counters of a run together.</summary>
internal sealed class RunSummaryBuilder(RunSettings settings, CameraPipeline camera, TimeSpan elapsed)
{
    /// <summary>The summary; counts of the store are those of this run.</summary>
    internal RunSummary Build(string model, OutboxCounts before, OutboxCounts after, string? overview)
    {
        PipelineStatistics statistics = camera.Statistics;
        using Process process = Process.GetCurrentProcess();
        return new RunSummary
        {
            Source = settings.Source.Display,
            Model = model,
            FramesDecoded = statistics.FramesDecoded,
            FramesAnalysed = statistics.FramesAnalysed,
            FramesDropped = new SortedDictionary<string, long>
            {
                ["detector busy"] = statistics.Dropped(DropCause.DetectorBusy),
                ["stopped"] = statistics.Dropped(DropCause.Stopped),
            },
            PacketErrors = statistics.PacketErrors,
            Reconnects = statistics.Reconnects,
            Seconds = elapsed.TotalSeconds,
            FramesPerSecond = elapsed > TimeSpan.Zero ? statistics.FramesAnalysed / elapsed.TotalSeconds : 0,
            MillisecondsByStage = Enum.GetValues<Stage>().ToDictionary(NameOf, MillisecondsOf),
            Tracks = statistics.Tracks,
            EventsRecorded = after.EventsRecorded - before.EventsRecorded,
            EventsAcknowledged = after.EventsAcknowledged - before.EventsAcknowledged,
            KeyFramesRecorded = after.KeyFramesRecorded - before.KeyFramesRecorded,
            KeyFramesAcknowledged = after.KeyFramesAcknowledged - before.KeyFramesAcknowledged,
            FactsFailed = statistics.FactsFailed,
            CpuSeconds = process.TotalProcessorTime.TotalSeconds,
            PeakMemoryBytes = ProcessMemory.PeakResidentBytes(),
            ManagedBytesPerFrame = camera.ManagedBytesPerFrame,
            ProcessBytesPerFrame = camera.ProcessBytesPerFrame,
            Overview = overview,
        };
    }

    private double MillisecondsOf(Stage stage)
    {
        long frames = stage == Stage.Decode ? camera.Statistics.FramesDecoded : camera.Statistics.FramesAnalysed;
        return frames == 0 ? 0 : camera.Statistics.Total(stage).TotalMilliseconds / frames;
    }

    private static string NameOf(Stage stage) => stage switch
    {
        Stage.KeyFrame => "key frame",
        _ => stage.ToString().ToLowerInvariant(),
    };
}
