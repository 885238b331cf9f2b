using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;
using Spectre.Console;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>version</c>: the agent, .NET, every native library with its file, every model with its hash.</summary>
internal static class VersionCommand
{
    internal const string Name = "version";

    internal static Command Create()
    {
        Option<bool> json = new("--json") { Description = "as JSON" };
        Command command = new(Name, "Show the versions of the agent, of .NET, of every native library and of the models.") { json };
        command.Add(ModelOptions.Directory);
        command.SetAction(result =>
        {
            VersionReport report = Collect(result.GetRequiredValue(ModelOptions.Directory));
            if (result.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(report, VersionReportJson.Default.VersionReport));
            else Show(AnsiConsole.Console, report);
            return report.Libraries.Any(l => l.Fault is not null) || report.Models.Any(m => m.Fault is not null) ? ExitCode.Installation : ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The agent's own version, with the source revision where the build knew it.</summary>
    internal static string AgentVersion { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    internal static VersionReport Collect(string modelsDirectory) => new(
        AgentVersion,
        RuntimeInformation.FrameworkDescription,
        $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}",
        [
            .. Libraries("ONNX Runtime", () => [new("ONNX Runtime", OnnxRuntimeLibrary.Version, OnnxRuntimeLibrary.Path, null)]),
            .. Libraries("libav", () => [.. AvLibraries.All.Select(l => new LibraryVersion(l.Name, l.Version.ToString(), l.Path, null))]),
            .. Libraries("SQLite", () => [new("SQLite", SqliteLibrary.Version, SqliteLibrary.Path, null)]),
            .. Libraries("libmosquitto", () => [new("libmosquitto", MosquittoLibrary.Version.ToString(), MosquittoLibrary.Path, null)]),
        ],
        Models(modelsDirectory));

    // A fault of one library must not hide the others.
    private static IReadOnlyList<LibraryVersion> Libraries(string name, Func<IReadOnlyList<LibraryVersion>> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (Failure.From(e) is { } failure)
        {
            return [new LibraryVersion(name, null, null, failure.Message)];
        }
    }

    private static List<ModelVersion> Models(string directory)
    {
        List<ModelVersion> models = [];
        try
        {
            ModelStore store = ModelStore.Open(directory);
            foreach (ModelCard card in store.Cards)
            {
                try
                {
                    models.Add(new ModelVersion(card.Name, card.Version, card.Sha256, store.VerifiedPath(card), null));
                }
                catch (ModelException e)
                {
                    models.Add(new ModelVersion(card.Name, card.Version, card.Sha256, null, e.Message));
                }
            }
        }
        catch (ModelException e)
        {
            models.Add(new ModelVersion(directory, "", "", null, e.Message));
        }
        return models;
    }

    private static void Show(IAnsiConsole console, VersionReport report)
    {
        console.Profile.Width = Math.Max(console.Profile.Width, 200);
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        void Row(string name, string version, string rest) => grid.AddRow(new Text(name), new Text(version), new Text(rest));
        Row("safecity-edge", report.Agent, "");
        Row(".NET", report.DotNet, report.Os);
        foreach (LibraryVersion library in report.Libraries) Row(library.Name, library.Version ?? "FAULT", library.Fault ?? library.Path ?? "");
        foreach (ModelVersion model in report.Models) Row(model.Name, model.Version, model.Fault ?? $"sha256 {model.Sha256[..12]}, verified, {model.Path}");
        console.Write(grid);
    }
}
