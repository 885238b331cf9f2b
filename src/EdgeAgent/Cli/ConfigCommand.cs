using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>config</c>: checks, shows and changes the settings file.</summary>
internal static class ConfigCommand
{
    internal const string Name = "config";

    /// <summary>People read it, and <c>&lt;</c> in a description is no danger on a terminal.</summary>
    internal static JsonSerializerOptions Readable { get; } =
        new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Option<bool> Json { get; } = new("--json") { Description = "as JSON" };

    internal static Option<bool> Quiet { get; } = new("--quiet") { Description = "say nothing when all is well" };

    internal static Argument<string> FileArgument() =>
        new("FILE") { Description = $"settings file (default: {SettingsFile.InstalledPath})", DefaultValueFactory = _ => SettingsFile.InstalledPath };

    internal static Command Create() => new(Name, "Check, show and change the settings file.")
    {
        Check(), Show(), Diff(), Upgrade(), ConfigSetCommand.Create(), ConfigSetCommand.CreateSecret(), ConfigApplyCommand.Create(), Schema(), Sample(),
    };

    private static Command Check()
    {
        Argument<string> file = FileArgument();
        Command command = new("check", "Tell every fault of the settings, with file, line and what is allowed.") { file, Json, Quiet };
        command.SetAction(result =>
        {
            SettingsReading reading = SettingsFile.Read(result.GetRequiredValue(file));
            if (result.GetValue(Json))
            {
                JsonArray faults = [.. reading.Faults.Select(f => (JsonNode?)new JsonObject { ["file"] = f.File, ["line"] = f.Line, ["key"] = f.Key, ["problem"] = f.Problem })];
                Console.Out.WriteLine(new JsonObject { ["valid"] = reading.Faults.Count == 0, ["faults"] = faults }.ToJsonString(Readable));
            }
            else
            {
                foreach (SettingsFault fault in reading.Faults) Console.Error.WriteLine(fault);
                if (reading.Settings is { } settings && !result.GetValue(Quiet))
                    Console.Out.WriteLine($"{result.GetRequiredValue(file)} is valid: {settings.Identity.TopicRoot}, {settings.Cameras.Count} {(settings.Cameras.Count == 1 ? "camera" : "cameras")}, broker {settings.Broker.Address}");
            }
            return reading.Faults.Count == 0 ? ExitCode.Ok : ExitCode.Usage;
        });
        return command;
    }

    private static Command Show()
    {
        Argument<string> file = FileArgument();
        Command command = new("show", "Show every setting with the value that holds, defaults included; secrets stay hidden.") { file, Json };
        command.SetAction(result =>
        {
            JsonObject effective = Required(result.GetRequiredValue(file)).Effective;
            Console.Out.Write(result.GetValue(Json) ? effective.ToJsonString(Readable) + "\n" : YamlWriter.Write(effective));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Diff()
    {
        Argument<string> before = new("OLD") { Description = "settings file" };
        Argument<string> after = new("NEW") { Description = $"settings file (default: {SettingsFile.InstalledPath})", DefaultValueFactory = _ => SettingsFile.InstalledPath };
        Command command = new("diff", "Show which settings differ between two files, whatever their order and comments.") { before, after, Json };
        command.SetAction(result =>
        {
            IReadOnlyList<SettingsDifference> all =
                SettingsDifference.Between(Required(result.GetRequiredValue(before)).Effective, Required(result.GetRequiredValue(after)).Effective);
            if (result.GetValue(Json))
                Console.Out.WriteLine(new JsonArray([.. all.Select(d => (JsonNode?)new JsonObject { ["path"] = d.Path, ["before"] = d.Before, ["after"] = d.After })]).ToJsonString(Readable));
            else
                foreach (SettingsDifference d in all) Console.Out.WriteLine($"{d.Path}: {d.Before ?? "(not set)"} -> {d.After ?? "(not set)"}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Upgrade()
    {
        Argument<string> file = FileArgument();
        Option<bool> write = new("--write") { Description = "rewrite the file (default: print what it would be)" };
        Command command = new("upgrade", "Rewrite an older settings file with the present keys.") { file, write };
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            (string text, IReadOnlyList<string> steps) = SettingsUpgrade.Apply(File.ReadAllText(path));
            if (steps.Count == 0) Console.Error.WriteLine($"{path} has the present version: nothing to do");
            foreach (string step in steps) Console.Error.WriteLine($"{path}: {step}");
            if (!result.GetValue(write)) Console.Out.Write(text);
            else if (steps.Count > 0) AtomicFile.Write(path, text, ConfigSetCommand.SettingsMode);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Schema()
    {
        Command command = new("schema", "Print the JSON Schema of the settings file, for editors.");
        command.SetAction(_ => Console.Out.WriteLine(SettingsSchema.Make().ToJsonString(Readable)));
        return command;
    }

    private static Command Sample()
    {
        Command command = new("sample", "Print the commented reference of all settings, to start from.");
        command.SetAction(_ => Console.Out.Write(SettingsSample.Text));
        return command;
    }

    private static SettingsReading Required(string path)
    {
        SettingsReading reading = SettingsFile.Read(path);
        reading.Require();
        return reading;
    }
}
