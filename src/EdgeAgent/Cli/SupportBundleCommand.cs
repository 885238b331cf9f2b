using System.CommandLine;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SafeCity.Edge.Agent.Control;
using SafeCity.Edge.Agent.Doctor;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>support-bundle</c>: what somebody who helps needs to see, without secrets, pictures or events.</summary>
internal static partial class SupportBundleCommand
{
    internal const string Name = "support-bundle";

    private static readonly string[] BoxFiles = ["/etc/os-release", "/proc/version", "/proc/cpuinfo", "/proc/meminfo", "/proc/loadavg", "/proc/mounts", "/proc/uptime"];
    private static readonly Option<string> Config = new("--config") { Description = "settings file", HelpName = "FILE", DefaultValueFactory = _ => SettingsFile.InstalledPath };
    private static readonly Option<string> Output = new("--output") { Description = "the bundle", HelpName = "FILE.tar.gz", DefaultValueFactory = _ => "support-bundle.tar.gz" };

    internal static Command Create()
    {
        Command command = new(Name, "Collect versions, settings, doctor's report, status and store state for who helps: no secrets, no pictures, no events.") { Config, Output, ModelOptions.Directory };
        command.SetAction((result, stop) => Task.Run(async () =>
        {
            string file = result.GetRequiredValue(Output);
            IReadOnlyList<(string Name, string Text)> parts = await CollectAsync(result.GetRequiredValue(Config), result.GetRequiredValue(ModelOptions.Directory), stop);
            Write(file, parts);
            Console.Out.WriteLine($"{file}: {string.Join(", ", parts.Select(p => p.Name))}");
            return ExitCode.Ok;
        }, CancellationToken.None));
        return command;
    }

    private static async Task<IReadOnlyList<(string Name, string Text)>> CollectAsync(string config, string models, CancellationToken stop)
    {
        SettingsReading reading = SettingsFile.Read(config);
        List<(string Name, string Text)> parts =
        [
            ("version.json", JsonSerializer.Serialize(VersionCommand.Collect(models), VersionReportJson.Default.VersionReport)),
            ("settings.yaml", YamlWriter.Write(reading.Effective)),
            ("settings-faults.txt", string.Join('\n', reading.Faults)),
            ("doctor.json", await DoctorAsync(config, reading, models, stop)),
            ("status.json", await StatusAsync(reading, stop)),
            ("outbox.json", Outbox(reading)),
            ("box.txt", Box()),
        ];
        // Once more over everything: a library's sentence, or an address in a fault, may hold what no part meant to tell.
        return [.. parts.Select(p => (p.Name, UserPart().Replace(reading.Secrets.Redact(p.Text), "$1")))];
    }

    private static async Task<string> DoctorAsync(string config, SettingsReading reading, string models, CancellationToken stop)
    {
        DoctorContext context = new(config, reading, TimeProvider.System) { ModelsDirectory = models };
        List<CheckResult> all = [];
        await foreach (CheckResult result in CheckUp.RunAsync(CheckUp.All, context, stop)) all.Add(result);
        return DoctorCommand.ToJson(all).ToJsonString(ConfigCommand.Readable);
    }

    private static async Task<string> StatusAsync(SettingsReading reading, CancellationToken stop)
    {
        if (reading.Settings is not { } settings) return "{}";
        try
        {
            return (await ControlClient.AskAsync(AgentWatch.PathOf(settings), new JsonObject { ["verb"] = "status" }, stop)).ToJsonString(ConfigCommand.Readable);
        }
        catch (ControlException e)
        {
            return new JsonObject { ["fault"] = e.Message }.ToJsonString(ConfigCommand.Readable);
        }
    }

    private static string Outbox(SettingsReading reading)
    {
        if (reading.Settings is not { } settings) return "{}";
        try
        {
            using OutboxInspector store = OutboxInspector.Open(Path.Combine(settings.DataDirectory, AgentRun.StoreFile));
            return JsonSerializer.Serialize(OutboxListing.Of(store), OutboxJson.Default.OutboxListing);
        }
        catch (OutboxException e)
        {
            return new JsonObject { ["fault"] = e.Message }.ToJsonString(ConfigCommand.Readable);
        }
    }

    private static string Box()
    {
        StringBuilder text = new();
        foreach (string file in BoxFiles.Where(File.Exists)) text.Append("== ").Append(file).Append('\n').Append(File.ReadAllText(file)).Append('\n');
        return text.ToString();
    }

    private static void Write(string file, IReadOnlyList<(string Name, string Text)> parts)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        // It tells of the network of the place: for its owner, until he gives it away.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = ConfigSetCommand.SecretsMode;
        using FileStream stream = new(file, options);
        using GZipStream zip = new(stream, CompressionLevel.Optimal);
        using TarWriter tar = new(zip, TarEntryFormat.Ustar);
        foreach ((string name, string content) in parts)
        {
            using MemoryStream bytes = new(Encoding.UTF8.GetBytes(content));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "support-bundle/" + name) { DataStream = bytes, Mode = ConfigSetCommand.SecretsMode });
        }
    }

    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9+.-]*://)[^/\s@""$]+@")]
    private static partial Regex UserPart();
}
