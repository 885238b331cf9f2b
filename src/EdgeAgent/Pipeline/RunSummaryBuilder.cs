using System.Diagnostics;
using System.Text.Json;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Health;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Puts the counters of a run together.</summary>
internal sealed class RunSummaryBuilder(IReadOnlyList<CameraPipeline> cameras, TimeSpan elapsed)
{
    /// <summary>The summary; counts of the store are those of this run.</summary>
    /// <param name="model">The object detector.</param>
    /// <param name="before">The store's counts when the run began.</param>
    /// <param name="after">Those at its end.</param>
    /// <param name="overviewOf">Where a camera's overview picture was written; null if it has none.</param>
    internal RunSummary Build(string model, OutboxCounts before, OutboxCounts after, Func<CameraPipeline, string?> overviewOf)
    {
        using Process process = Process.GetCurrentProcess();
        long analysed = cameras.Sum(c => c.Statistics.FramesAnalysed);
        return new RunSummary
        {
            Source = string.Join(", ", cameras.Select(c => c.Settings.Source.Display)),
            Model = model,
            FramesDecoded = cameras.Sum(c => c.Statistics.FramesDecoded),
            FramesAnalysed = analysed,
            FramesDropped = DropsOf([.. cameras.Select(c => c.Statistics)]),
            PacketErrors = cameras.Sum(c => c.Statistics.PacketErrors),
            Reconnects = cameras.Sum(c => c.Statistics.Reconnects),
            FramesIdle = cameras.Sum(c => c.Statistics.FramesIdle),
            PacketsSkipped = cameras.Sum(c => c.Statistics.PacketsSkipped),
            ModelRuns = cameras.SelectMany(c => c.Vision.Runs).GroupBy(r => r.Model).ToDictionary(g => g.Key, g => g.Sum(r => r.Runs)),
            Seconds = elapsed.TotalSeconds,
            FramesPerSecond = elapsed > TimeSpan.Zero ? analysed / elapsed.TotalSeconds : 0,
            MillisecondsByStage = MillisecondsOf([.. cameras.Select(c => c.Statistics)]),
            Tracks = cameras.Sum(c => c.Statistics.Tracks),
            EventsRecorded = after.EventsRecorded - before.EventsRecorded,
            EventsAcknowledged = after.EventsAcknowledged - before.EventsAcknowledged,
            KeyFramesRecorded = after.KeyFramesRecorded - before.KeyFramesRecorded,
            KeyFramesAcknowledged = after.KeyFramesAcknowledged - before.KeyFramesAcknowledged,
            MainPictures = MainPicturesOf(cameras),
            PicturesWithheld = cameras.Sum(c => c.Statistics.PicturesWithheld),
            FactsFailed = cameras.Sum(c => c.Statistics.FactsFailed),
            CpuSeconds = process.TotalProcessorTime.TotalSeconds,
            PeakMemoryBytes = ProcessMemory.PeakResidentBytes(),
            ManagedBytesPerFrame = cameras.Average(c => c.ManagedBytesPerFrame),
            ManagedBytesPerFact = cameras.Average(c => c.ManagedBytesPerFact),
            ProcessBytesPerFrame = cameras.Average(c => c.ProcessBytesPerFrame) / cameras.Count,
            Cameras = [.. cameras.Select(c => SummaryOf(c, overviewOf(c)))],
        };
    }

    private static CameraSummary SummaryOf(CameraPipeline camera, string? overview)
    {
        PipelineStatistics statistics = camera.Statistics;
        return new CameraSummary
        {
            Camera = camera.Settings.Name,
            Source = camera.Settings.Source.Display,
            FramesDecoded = statistics.FramesDecoded,
            FramesAnalysed = statistics.FramesAnalysed,
            FramesDropped = DropsOf([statistics]),
            PacketErrors = statistics.PacketErrors,
            Reconnects = statistics.Reconnects,
            Tracks = statistics.Tracks,
            MainPictures = MainPicturesOf([camera]),
            MillisecondsByStage = MillisecondsOf([statistics]),
            Overview = overview,
        };
    }

    private static SortedDictionary<string, long> DropsOf(PipelineStatistics[] statistics) => new()
    {
        ["detector busy"] = statistics.Sum(s => s.Dropped(DropCause.DetectorBusy)),
        ["stopped"] = statistics.Sum(s => s.Dropped(DropCause.Stopped)),
    };

    private static Dictionary<string, long>? MainPicturesOf(IReadOnlyList<CameraPipeline> cameras) =>
        cameras.All(c => c.Settings.MainSource is null) ? null : Enum.GetValues<MainPicture>().ToDictionary(
            result => JsonNamingPolicy.CamelCase.ConvertName(result.ToString()), result => cameras.Sum(c => c.Statistics.MainPictures(result)));

    private static Dictionary<string, double> MillisecondsOf(PipelineStatistics[] statistics) =>
        Enum.GetValues<Stage>().ToDictionary(NameOf, stage =>
        {
            long frames = statistics.Sum(s => stage == Stage.Decode ? s.FramesDecoded : s.FramesAnalysed);
            return frames == 0 ? 0 : statistics.Sum(s => s.Total(stage).TotalMilliseconds) / frames;
        });

    private static string NameOf(Stage stage) => stage switch
    {
        Stage.Rules => "rules",
        Stage.KeyFrame => "key frame",
        _ => stage.ToString().ToLowerInvariant(),
    };
}
