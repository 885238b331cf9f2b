using System.CommandLine;
using System.Globalization;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Replay;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>replay</c>: a clip through the rules of a settings file, with a clock of its own.</summary>
internal static class ReplayCommand
{
    internal const string Name = "replay";

    private static readonly Argument<string> Clip = new("CLIP") { Description = "video file" };
    private static readonly Option<string> Config = new("--config") { Description = "settings file", HelpName = "FILE", Required = true };
    private static readonly Option<string?> Camera = new("--camera") { Description = "whose settings and rules (default: the first camera's)", HelpName = "NAME" };
    private static readonly Option<string?> Start = new("--start") { Description = "wall time of the first frame, for schedules and event times (default: 2026-01-05T12:00:00Z)", HelpName = "TIME" };
    private static readonly Option<string?> Log = new("--log") { Description = "write the events, one JSON a line (default: standard output)", HelpName = "FILE" };
    private static readonly Option<string?> Overlay = new("--overlay") { Description = "write a video with boxes, ways, regions, lines, counters and what was told", HelpName = "OUT.mp4" };
    private static readonly Option<string?> Explanations = new("--explain-data") { Description = "folder for what 'explain' reads", HelpName = "DIR" };

    internal static Command Create()
    {
        Command command = new(Name, "Replay a clip with the rules of a settings file: the same clip and settings give the same events, byte for byte.")
        {
            Clip, Config, Camera, Start, Log, Overlay, Explanations, ModelOptions.Directory,
        };
        Start.Validators.Add(r =>
        {
            if (r.Tokens is [var token] && !TryTime(token.Value, out _)) r.AddError($"--start is {token.Value}: use a time as 2026-01-05T12:00:00Z");
        });
        command.SetAction((result, stop) => Task.Run(() => Run(result, stop), CancellationToken.None));
        return command;
    }

    /// <summary>Reads a time with its zone; without one it is UTC.</summary>
    internal static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    private static int Run(ParseResult result, CancellationToken stop)
    {
        RunSettings settings = SettingsFile.Load(result.GetRequiredValue(Config));
        string? wanted = result.GetValue(Camera);
        CameraSettings camera = settings.Cameras.FirstOrDefault(c => wanted is null || c.Name == wanted)
            ?? throw new FormatException($"there is no camera '{wanted}' in the settings: use {string.Join(", ", settings.Cameras.Select(c => c.Name))}");
        camera = camera with { Source = VideoSource.Parse(result.GetRequiredValue(Clip)), MainSource = null };
        DateTimeOffset start = result.GetValue(Start) is { } text && TryTime(text, out DateTimeOffset given) ? given : ReplayOptions.StartUsual;
        string folder = GivenOption.Or(result, ModelOptions.Directory, settings.ModelsDirectory);
        using VisionModels models = VisionModels.Open(ModelStore.Open(folder), settings.Models with { Faces = null, Plates = null }, 1);
        EventLog log = new(settings.Identity, start);
        try
        {
            long frames = Replay(result, camera, models, log, stop);
            Write(result, log);
            Console.Error.WriteLine($"safecity-edge: {frames} frames, {log.Count} events");
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("safecity-edge: ended before the clip was: there is no log");
            return ExitCode.Incomplete;
        }
    }

    private static long Replay(ParseResult result, CameraSettings camera, VisionModels models, EventLog log, CancellationToken stop)
    {
        OverlayVideo? video = null;
        void Commit(Fact fact)
        {
            log.Add(fact);
            video?.Tell(fact);
        }
        using ReplayRun run = new(camera, models.ForCamera(), new ReplayOptions(log.Start), Commit);
        try
        {
            if (result.GetValue(Overlay) is { } path) video = new OverlayVideo(path, run.Rules, models.Objects.Labels);
            run.Run(video is null ? null : video.Show, stop);
            video?.Finish();
        }
        catch (AvException e)
        {
            throw new IOException($"{result.GetValue(Overlay)} cannot be written: {e.Detail}.", e);
        }
        finally
        {
            video?.Dispose();
        }
        if (result.GetValue(Explanations) is { } folder)
        {
            Directory.CreateDirectory(folder);
            using FileStream file = File.Create(ExplainFile.PathOf(folder, camera.Name));
            ExplainFile.Of(camera.Name, run.Rules.Engine, log.Start).Save(file);
        }
        return run.Frames;
    }

    private static void Write(ParseResult result, EventLog log)
    {
        if (result.GetValue(Log) is { } file) File.WriteAllText(file, log.Text);
        else Console.Out.Write(log.Text);
    }
}
