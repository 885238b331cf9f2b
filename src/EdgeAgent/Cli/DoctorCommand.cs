using System.CommandLine;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Doctor;
using SafeCity.Edge.Agent.Settings;
using Spectre.Console;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>doctor</c>: looks at everything that an agent needs, and says of each fault what to do.</summary>
internal static class DoctorCommand
{
    internal const string Name = "doctor";

    private static readonly Option<string> Config = new("--config") { Description = "settings file", HelpName = "FILE", DefaultValueFactory = _ => SettingsFile.InstalledPath };
    private static readonly Option<string[]> Only = new("--only") { Description = "ids of the checks that are wanted (default: all)", HelpName = "ID", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Strict = new("--warnings-as-errors") { Description = "end with exit code 9 for warnings too" };
    private static readonly Option<bool> List = new("--list") { Description = "list the checks and end" };

    internal static Command Create()
    {
        Command command = new(Name, "Check settings, box, cameras, models, store and broker; each fault comes with its cause and the next step.") { Config, ControlOptions.Json, ConfigCommand.Quiet, Strict, Only, List, ModelOptions.Directory };
        command.SetAction((result, stop) => Task.Run(() => RunAsync(result, stop), CancellationToken.None));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        if (result.GetValue(List))
        {
            foreach (ICheck check in CheckUp.All) Console.Out.WriteLine($"{check.Id,-20} {check.Title}");
            return ExitCode.Ok;
        }
        string[] only = result.GetValue(Only) ?? [];
        if (only.FirstOrDefault(o => CheckUp.All.All(c => c.Id != o)) is { } unknown) throw new FormatException($"there is no check '{unknown}': 'safecity-edge doctor --list' names them");
        string file = result.GetRequiredValue(Config);
        DoctorContext context = new(file, SettingsFile.Read(file), TimeProvider.System) { ModelsDirectory = result.GetRequiredValue(ModelOptions.Directory) };
        bool json = result.GetValue(ControlOptions.Json), quiet = result.GetValue(ConfigCommand.Quiet);
        List<CheckResult> all = [];
        await foreach (CheckResult one in CheckUp.RunAsync(CheckUp.All.Where(c => only.Length == 0 || only.Contains(c.Id)), context, stop))
        {
            CheckResult shown = Redacted(one, context);
            all.Add(shown);
            if (!json && !(quiet && shown.Outcome is CheckOutcome.Ok or CheckOutcome.Skipped)) Show(shown);
        }
        int errors = all.Count(r => r.Outcome == CheckOutcome.Error), warnings = all.Count(r => r.Outcome == CheckOutcome.Warning);
        if (json) Console.Out.WriteLine(ToJson(all).ToJsonString(ConfigCommand.Readable));
        else if (!quiet) Console.Out.WriteLine($"{all.Count(r => r.Outcome == CheckOutcome.Ok)} ok, {warnings} {(warnings == 1 ? "warning" : "warnings")}, {errors} {(errors == 1 ? "error" : "errors")}, {all.Count(r => r.Outcome == CheckOutcome.Skipped)} skipped");
        return errors > 0 || (warnings > 0 && result.GetValue(Strict)) ? ExitCode.Unwell : ExitCode.Ok;
    }

    /// <summary>Runs all checks and shows them; the exit code.</summary>
    internal static async Task<int> ExamineAsync(string file, string models, CancellationToken stop)
    {
        DoctorContext context = new(file, SettingsFile.Read(file), TimeProvider.System) { ModelsDirectory = models };
        bool unwell = false;
        await foreach (CheckResult result in CheckUp.RunAsync(CheckUp.All, context, stop))
        {
            Show(Redacted(result, context));
            unwell |= result.Outcome == CheckOutcome.Error;
        }
        return unwell ? ExitCode.Unwell : ExitCode.Ok;
    }

    // A library's sentence may quote what it was given.
    private static CheckResult Redacted(CheckResult result, DoctorContext context) => result with { Sentence = context.Reading.Secrets.Redact(result.Sentence) };

    private static void Show(CheckResult result)
    {
        (string word, string color) = result.Outcome switch
        {
            CheckOutcome.Ok => ("ok", "green"),
            CheckOutcome.Warning => ("warning", "yellow"),
            CheckOutcome.Error => ("ERROR", "red"),
            _ => ("skipped", "grey"),
        };
        string subject = result.Subject is null ? "" : $" {result.Subject}";
        // Plain lines: a sentence that is wrapped cannot be searched for.
        if (Console.IsOutputRedirected) Console.Out.Write($"{word,-8} ");
        else AnsiConsole.Markup($"[{color}]{word,-8}[/] ");
        Console.Out.WriteLine($"{result.Id}{subject}: {result.Sentence}");
        if (result.Cause is { } cause) Console.Out.WriteLine($"         why:  {cause}");
        if (result.NextStep is { } next) Console.Out.WriteLine($"         next: {next}");
    }

    /// <summary>The report for programs.</summary>
    internal static JsonObject ToJson(IReadOnlyList<CheckResult> all) => new()
    {
        ["errors"] = all.Count(r => r.Outcome == CheckOutcome.Error),
        ["warnings"] = all.Count(r => r.Outcome == CheckOutcome.Warning),
        ["checks"] = new JsonArray([.. all.Select(r => (JsonNode?)new JsonObject
        {
            ["id"] = r.Id,
            ["subject"] = r.Subject,
            ["outcome"] = r.Outcome.ToString().ToLowerInvariant(),
            ["sentence"] = r.Sentence,
            ["cause"] = r.Cause,
            ["next"] = r.NextStep,
        })]),
    };
}
