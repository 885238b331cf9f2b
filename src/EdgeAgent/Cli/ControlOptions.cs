using System.CommandLine;
using SafeCity.Edge.Agent.Control;
using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>Which running agent is meant: by its settings, by the folder of its store, or by its socket.</summary>
internal static class ControlOptions
{
    internal static Option<string?> Config { get; } = new("--config") { Description = $"settings file of the agent (default: {SettingsFile.InstalledPath}, if there is one)", HelpName = "FILE" };

    internal static Option<string?> Data { get; } = new("--data") { Description = "folder of the agent's store (default: data, if there is no settings file)", HelpName = "DIR" };

    internal static Option<string?> Socket { get; } = new("--socket") { Description = "the agent's socket", HelpName = "FILE" };

    internal static Option<string?> Camera { get; } = new("--camera") { Description = "which camera (default: the first)", HelpName = "NAME" };

    internal static Option<bool> Json { get; } = new("--json") { Description = "as JSON" };

    internal static void AddTo(Command command)
    {
        command.Add(Config);
        command.Add(Data);
        command.Add(Socket);
    }

    /// <summary>The socket that is meant.</summary>
    internal static string PathOf(ParseResult result)
    {
        if (result.GetValue(Socket) is { } socket) return socket;
        if (result.GetValue(Data) is { } data) return Path.Combine(Path.GetFullPath(data), ControlSocket.FileName);
        if (result.GetValue(Config) is { } config) return AgentWatch.PathOf(SettingsFile.Load(config));
        return File.Exists(SettingsFile.InstalledPath) ? AgentWatch.PathOf(SettingsFile.Load(SettingsFile.InstalledPath)) : Path.Combine(Path.GetFullPath("data"), ControlSocket.FileName);
    }
}
