using System.Text.Json.Nodes;

namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>What reading one settings file shares: its name, its secrets, and the faults found so far.</summary>
internal sealed class YamlContext(string file, SecretStore secrets)
{
    // A file that is not settings at all would give one for each line.
    private const int FaultsMax = 100;

    private readonly List<SettingsFault> _faults = [];

    /// <summary>Name for messages.</summary>
    internal string File { get; } = file;

    /// <summary>The folder that relative paths in the file begin at.</summary>
    internal string Folder { get; } = Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/";

    internal SecretStore Secrets { get; } = secrets;

    /// <summary>Every setting with the value that holds, defaults included; secrets as the references that were written.</summary>
    internal JsonObject Effective { get; set; } = [];

    /// <summary>In the order of the file.</summary>
    internal IReadOnlyList<SettingsFault> Faults => [.. _faults.OrderBy(f => f.Line)];

    internal void Add(int line, string key, string problem)
    {
        SettingsFault fault = new(File, line, key, problem);
        if (_faults.Count < FaultsMax && !_faults.Contains(fault)) _faults.Add(fault);
    }
}
