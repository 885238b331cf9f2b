using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SafeCity.Edge.Agent.Pipeline;
using Spectre.Console;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>report</c>: one table of what a run recorded and what a subscriber received.</summary>
internal static class ReportCommand
{
    internal const string Name = "report";

    internal static Command Create()
    {
        Argument<FileInfo> run = new("run.json") { Description = "what 'run --summary' wrote" };
        Argument<FileInfo?> subscriber = new("subscriber.json") { Description = "what 'subscribe --summary' wrote", Arity = ArgumentArity.ZeroOrOne };
        Command command = new(Name, "Show what a run recorded and what a subscriber received.") { run, subscriber };
        command.SetAction(result =>
        {
            RunSummary recorded = Read(result.GetRequiredValue(run), RunSummaryJson.Default.RunSummary);
            SubscriberSummary? received = result.GetValue(subscriber) is { } file ? Read(file, SubscriberSummaryJson.Default.SubscriberSummary) : null;
            Show(AnsiConsole.Console, recorded, received);
            return received is null || IsWhole(recorded, received) ? ExitCode.Ok : ExitCode.Incomplete;
        });
        return command;
    }

    /// <summary>True when everything recorded was received, unaltered. More may have come: what an earlier run could not send.</summary>
    internal static bool IsWhole(RunSummary recorded, SubscriberSummary received) =>
        received.IsComplete && received.EventsReceived >= recorded.EventsRecorded && received.KeyFramesReceived >= recorded.KeyFramesRecorded;

    internal static void Show(IAnsiConsole console, RunSummary run, SubscriberSummary? received)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        void Row(string name, FormattableString value) => grid.AddRow(new Text(name), new Text(value.ToString(CultureInfo.InvariantCulture)));
        if (run.Cameras.Count <= 1) Row("source", $"{run.Source}");
        foreach (CameraSummary camera in run.Cameras.Where(_ => run.Cameras.Count > 1))
            Row(camera.Camera, $"{camera.Source}: {camera.FramesDecoded} decoded, {camera.FramesAnalysed} analysed, dropped: {Counts(camera.FramesDropped)}; {camera.Tracks} tracks");
        Row("model", $"{run.Model}");
        Row("frames", $"{run.FramesDecoded} decoded, {run.FramesAnalysed} analysed, dropped: {Counts(run.FramesDropped)}");
        Row("models", $"{run.PacketsSkipped} packets not decoded and {run.FramesIdle} frames without a run, since nothing moved; {string.Join(", ", run.ModelRuns.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key} {r.Value} runs")))}");
        Row("speed", $"{run.FramesPerSecond:0.0} frames/s over {run.Seconds:0.0} s");
        Row("ms a frame", $"{string.Join(", ", run.MillisecondsByStage.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value:0.00}")))}");
        if (run.PacketErrors + run.Reconnects > 0) Row("source faults", $"{run.PacketErrors} damaged packets, {run.Reconnects} reconnects");
        Row("tracks", $"{run.Tracks}");
        Row("events", $"{run.EventsRecorded} recorded, {run.EventsAcknowledged} acknowledged{Received(received?.EventsReceived)}");
        Row("key frames", $"{run.KeyFramesRecorded} recorded, {run.KeyFramesAcknowledged} acknowledged{Received(received?.KeyFramesReceived)}");
        if (run.MainPictures is { } main) Row("main stream", $"pictures for key frames: {Counts(main)}");
        if (run.PicturesWithheld > 0) Row("pictures withheld", $"{run.PicturesWithheld}: a face in them could not be masked; their events were recorded");
        if (run.FactsFailed > 0) Row("not recorded", $"{run.FactsFailed} facts: the store refused them, see the messages above");
        if (received is not null) Row("gaps", $"{received.Gaps} ({received.Duplicates} duplicates dropped)");
        Row("peak memory", $"{run.PeakMemoryBytes / 1048576.0:0} MiB, {run.ManagedBytesPerFrame:0} managed bytes a frame, {run.ManagedBytesPerFact:0} a fact ({run.ProcessBytesPerFrame:0} a frame with store and uplink), {run.CpuSeconds:0.0} s CPU");
        if (received?.KeyFrames is { } folder) Row("key frames in", $"{folder}");
        foreach (CameraSummary camera in run.Cameras)
            if (camera.Overview is { } overview) Row("overview", $"{overview}");
        console.Write(grid);
        foreach (string finding in received?.Findings ?? []) console.WriteLine($"finding: {finding}");
        if (received is not null)
            console.WriteLine(IsWhole(run, received) ? "Everything recorded was received, in order and unaltered." : "NOT everything recorded was received: see above.");
    }

    private static string Received(long? count) => count is { } n ? string.Create(CultureInfo.InvariantCulture, $", {n} received") : "";

    private static string Counts(IReadOnlyDictionary<string, long> counts) =>
        counts.All(c => c.Value == 0) ? "0" : string.Join(", ", counts.Where(c => c.Value > 0).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value} {c.Key}")));

    private static T Read<T>(FileInfo file, JsonTypeInfo<T> type)
    {
        try
        {
            using FileStream stream = file.OpenRead();
            return JsonSerializer.Deserialize(stream, type) ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FormatException($"{file.FullName}: no such file; write it with 'run --summary' or 'subscribe --summary'");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{file.FullName} is not a summary ({e.Message}); write it with 'run --summary' or 'subscribe --summary'");
        }
    }
}
