using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using SafeCity.Edge.Agent.Health;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Uplink;
using Spectre.Console;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>run</c>: the agent itself.</summary>
internal static class RunCommand
{
    internal const string Name = "run";

    private static readonly Option<string?> Config = new("--config") { Description = "settings file; other options override what stands in it, and --source replaces its cameras", HelpName = "FILE" };
    private static readonly Option<string[]> Source = new("--source") { Description = "video file or rtsp:// address; once for each camera", HelpName = "FILE|URL" };
    private static readonly Option<string[]> MainSource = new("--main-source") { Description = "the same camera in more pixels, for key frames, while --source is analysed; once for each source, in their order (default: key frames are cut from what is analysed)", HelpName = "FILE|URL" };
    private static readonly Option<RtspTransport?> Transport = new("--transport") { Description = "how RTSP packets travel (default: tcp)", HelpName = "tcp|udp" };
    private static readonly Option<string?> Decoder = new("--decoder") { Description = "a decoder of libavcodec by name, for example h264_v4l2m2m for a box's hardware", HelpName = "NAME" };
    private static readonly Option<PlaybackSpeed> Speed = new("--speed") { Description = "a file's pace: as it was recorded, or as fast as every frame can be analysed", HelpName = "realtime|max", DefaultValueFactory = _ => PlaybackSpeed.Realtime };
    private static readonly Option<int?> Reconnects = new("--reconnects") { Description = "how often in a row a failed camera is tried again (default: without end)", HelpName = "N" };
    private static readonly Option<string> Broker = BrokerOption();
    private static readonly Option<bool> Mqtt311 = new("--mqtt311") { Description = "speak MQTT 3.1.1 instead of 5 (an old broker: nobody listening is then not noticed)" };
    private static readonly Option<string> Org = new("--org") { Description = "organisation, in topics", DefaultValueFactory = _ => "demo" };
    private static readonly Option<string> Site = new("--site") { Description = "place, in topics", DefaultValueFactory = _ => "demo" };
    private static readonly Option<string> Device = new("--device") { Description = "this box, in topics; unique in the organisation", DefaultValueFactory = _ => "edge-01" };
    private static readonly Option<string[]> Camera = new("--camera") { Description = "the camera, in topics; once for each source, in their order (default: cam1, cam2, ...)", HelpName = "NAME" };
    private static readonly Option<string[]> Classes = new("--classes") { Description = "labels of the model that are tracked", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ObjectClass.TrackedByDefault };
    private static readonly Option<RegionMode?> Regions = new("--regions") { Description = "where the detector looks: at crops round what moves and is followed, or always at the whole frame (default: regions)", HelpName = "regions|whole-frame", CustomParser = ParseRegions };
    private static readonly Option<string> Data = new("--data") { Description = "folder of the store; what is recorded survives here until it is acknowledged", HelpName = "DIR", DefaultValueFactory = _ => "data" };
    private static readonly Option<string?> Output = new("--output") { Description = "folder for the annotated overview picture (default: none is made)", HelpName = "DIR" };
    private static readonly Option<string?> Summary = new("--summary") { Description = "write the summary as JSON", HelpName = "FILE" };
    private static readonly Option<double> DrainSeconds = new("--drain-seconds") { Description = "how long the end waits for acknowledgements; the rest stays in the store", HelpName = "S", DefaultValueFactory = _ => 30 };

    /// <summary>The option that names the broker, for this verb and for <c>subscribe</c>.</summary>
    internal static Option<string> BrokerOption() => new("--broker") { Description = "MQTT broker", HelpName = "HOST[:PORT]", DefaultValueFactory = _ => "127.0.0.1:1883" };

    internal static Command Create()
    {
        Command command = new(Name, "Run the agent: decode, detect, track, store, send. Ctrl-C ends it; what is recorded is still sent, unless it comes twice.")
        {
            Config, Source, MainSource, Transport, Decoder, Speed, Reconnects, Broker, Mqtt311, Org, Site, Device, Camera, Classes, Regions, Data, Output, Summary, DrainSeconds,
            ModelOptions.Directory, ModelOptions.Model, ModelOptions.CropModel, ModelOptions.FaceModel,
            PlateOptions.Region, PlateOptions.Purpose, PlateOptions.Lists,
            DeliveryOptions.Consumer, DeliveryOptions.SealKey, DeliveryOptions.OperatorKey,
        };
        foreach (Option option in DeliveryOptions.OfBroker) command.Options.Add(option);
        // On another thread: a Ctrl-C while a verb has not yet returned its task would end the process on the spot.
        Reconnects.Validators.Add(r => Require(r, n => n >= 0, "0 or more"));
        DrainSeconds.Validators.Add(r => Require(r, n => n is >= 0 and <= 86_400, "0 to 86400"));
        command.Validators.Add(r =>
        {
            if (r.GetResult(Config) is null && r.GetResult(Source) is null) r.AddError("what is to be watched is missing: give --config FILE, or --source FILE|URL");
        });
        command.SetAction((result, stop) => Task.Run(() => RunAsync(result, stop), CancellationToken.None));
        return command;
    }

    private static RegionMode? ParseRegions(ArgumentResult result)
    {
        switch (result.Tokens[0].Value)
        {
            case "regions": return RegionMode.Regions;
            case "whole-frame": return RegionMode.WholeFrame;
        }
        result.AddError($"--regions is {result.Tokens[0].Value}: use regions or whole-frame");
        return null;
    }

    private static void Require(OptionResult option, Predicate<double> good, string range)
    {
        // What is no number at all is told by the parser.
        if (option.Tokens is [var token] && double.TryParse(token.Value, CultureInfo.InvariantCulture, out double number) && !good(number))
            option.AddError($"{option.Option.Name} is {token.Value}: use {range}");
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        RunSettings settings = Read(result);
        if (settings.OutputDirectory is { } output) Directory.CreateDirectory(output);
        if (settings.SummaryFile is { } summary) Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(summary)) ?? ".");
        // A box that lacks a library is told before it records what it then cannot send.
        AvLibraries.EnsureLoaded();
        _ = MosquittoLibrary.Version;
        using Impatience impatience = new();
        RunLog log = new(Console.Error, TimeProvider.System, settings.Health.Log, settings.Secrets);
        AgentRun run = new(settings, TimeProvider.System, log.Say) { Reload = result.GetValue(Config) is null ? null : () => Read(result) };
        using VisionModels models = ModelOptions.OpenVision(settings);
        AgentOutcome outcome = await run.RunAsync(models, VersionCommand.AgentVersion, new AgentStop(stop, impatience.Token));
        if (settings.SummaryFile is { } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(outcome.Summary, RunSummaryJson.Default.RunSummary), CancellationToken.None);
        else ReportCommand.Show(AnsiConsole.Console, outcome.Summary, null);
        return await ConcludeAsync(outcome, impatience.Token.IsCancellationRequested ? "before it was ended" : $"within {settings.DrainTimeout.TotalSeconds:0} s", settings);
    }

    /// <summary>Settings from the file, if one was given, overridden by the options that were written.</summary>
    private static RunSettings Read(ParseResult result)
    {
        RunSettings? file = result.GetValue(Config) is { } path ? SettingsFile.Load(path) : null;
        RunSettings settings = new()
        {
            Cameras = file is null || GivenOption.Is(result, Source) ? CamerasOf(result) : [.. file.Cameras.Select(c => Override(c, result))],
            Broker = BrokerOf(result, file?.Broker),
            Identity = IdentityOf(result, file?.Identity),
            DataDirectory = GivenOption.Or(result, Data, file?.DataDirectory),
            OutputDirectory = result.GetValue(Output),
            SummaryFile = result.GetValue(Summary),
            DrainTimeout = TimeSpan.FromSeconds(result.GetValue(DrainSeconds)),
            Store = file?.Store ?? new StoreSettings(),
            Consumer = result.GetValue(DeliveryOptions.Consumer) ?? file?.Consumer,
            SealKeyFile = result.GetValue(DeliveryOptions.SealKey) ?? file?.SealKeyFile,
            OperatorKeyFiles = result.GetValue(DeliveryOptions.OperatorKey) ?? [],
            ModelsDirectory = GivenOption.Or(result, ModelOptions.Directory, file?.ModelsDirectory),
            Models = ModelOptions.Choose(result, file?.Models),
            ControlSocketFile = file?.ControlSocketFile,
            Health = file?.Health ?? new HealthSettings(),
            Secrets = file?.Secrets ?? SecretStore.Empty,
            Fingerprint = file?.Fingerprint ?? "",
        };
        return settings;
    }

    private static BrokerOptions BrokerOf(ParseResult result, BrokerOptions? file)
    {
        BrokerOptions address = file is null || GivenOption.Is(result, Broker) ? BrokerOptions.Parse(result.GetRequiredValue(Broker)) : file;
        BrokerOptions broker = DeliveryOptions.Override(result, address);
        return result.GetValue(Mqtt311) ? broker with { Protocol = MqttProtocol.V311 } : broker;
    }

    private static CameraSettings Override(CameraSettings camera, ParseResult result) => camera with
    {
        Decoder = result.GetValue(Decoder) ?? camera.Decoder,
        Speed = GivenOption.Is(result, Speed) ? result.GetValue(Speed) : camera.Speed,
        ReconnectsMax = result.GetValue(Reconnects) ?? camera.ReconnectsMax,
        Classes = GivenOption.Or(result, Classes, camera.Classes as string[] ?? [.. camera.Classes]),
        Regions = result.GetValue(Regions) ?? camera.Regions,
        Privacy = result.GetValue(PlateOptions.Region) is null ? camera.Privacy : camera.Privacy with { Plates = PlatePrivacy.On },
    };

    private static CameraSettings[] CamerasOf(ParseResult result)
    {
        string[] sources = result.GetValue(Source) ?? [], names = result.GetValue(Camera) ?? [];
        if (names.Length == 0) names = [.. sources.Select((_, i) => $"cam{i + 1}")];
        if (names.Length != sources.Length)
            throw new FormatException($"there are {sources.Length} sources and {names.Length} names of cameras: give --camera once for each --source, or not at all");
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Length)
            throw new FormatException($"two cameras have the same name ({string.Join(", ", names)}): give each its own with --camera");
        // Names first: what is wrong with them was typed here, what is wrong with a source may lie elsewhere.
        string[] parsed = [.. names.Select(CameraName.Parse)];
        VideoSource[] analysed = [.. sources.Select(s => VideoSource.Parse(s, result.GetValue(Transport)))];
        VideoSource?[] main = MainSourcesOf(result, analysed);
        return [.. parsed.Select((name, i) => new CameraSettings
        {
            Name = name,
            Source = analysed[i],
            MainSource = main[i],
            Decoder = result.GetValue(Decoder),
            Speed = result.GetValue(Speed),
            ReconnectsMax = result.GetValue(Reconnects),
            Classes = result.GetRequiredValue(Classes),
            Regions = result.GetValue(Regions) ?? RegionMode.Regions,
            Privacy = new CameraPrivacy { Plates = result.GetValue(PlateOptions.Region) is null ? PlatePrivacy.Off : PlatePrivacy.On },
        })];
    }

    private static VideoSource?[] MainSourcesOf(ParseResult result, VideoSource[] analysed)
    {
        string[] texts = result.GetValue(MainSource) ?? [];
        if (texts.Length == 0) return new VideoSource?[analysed.Length];
        if (texts.Length != analysed.Length)
            throw new FormatException($"there are {analysed.Length} sources and {texts.Length} main sources: give --main-source once for each --source, or not at all");
        VideoSource[] main = [.. texts.Select(t => VideoSource.Parse(t, result.GetValue(Transport)))];
        foreach ((VideoSource sub, VideoSource large) in analysed.Zip(main))
        {
            // A moment of a file says nothing about a camera's clock.
            if (sub.IsLive != large.IsLive)
                throw new FormatException($"{sub.Display} and its main source {large.Display} do not belong together: give two files, or two streams of one camera");
        }
        return main;
    }

    private static DeviceIdentity IdentityOf(ParseResult result, DeviceIdentity? file)
    {
        try
        {
            return new DeviceIdentity(
                GivenOption.Or(result, Org, file?.Org), GivenOption.Or(result, Site, file?.Site), GivenOption.Or(result, Device, file?.Device));
        }
        catch (ArgumentException e)
        {
            // Without the name of the parameter, which .NET appends.
            throw new FormatException(e.Message.Split(" (Parameter", 2)[0], e);
        }
    }

    private static async Task<int> ConcludeAsync(AgentOutcome outcome, string when, RunSettings settings)
    {
        foreach (CameraFault fault in outcome.Faults) await Console.Error.WriteLineAsync($"safecity-edge: {fault.Reason.Message}");
        if (!outcome.Drained)
        {
            string reason = outcome.UplinkError is { } error ? $" ({error})" : "";
            await Console.Error.WriteLineAsync(
                $"safecity-edge: not everything was acknowledged {when}{reason}; it is kept in {settings.DataDirectory} and sent by the next run.");
        }
        return outcome switch
        {
            { Faults: [{ Reason: { } ended }, ..] } => Failure.From(ended)?.Code ?? ExitCode.InternalError,
            { Summary.FactsFailed: > 0 } => ExitCode.Store,
            { Drained: false } => ExitCode.Broker,
            _ => ExitCode.Ok,
        };
    }
}
