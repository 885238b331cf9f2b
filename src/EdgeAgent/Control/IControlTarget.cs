using System.Text.Json.Nodes;

namespace SafeCity.Edge.Agent.Control;

/// <summary>What can be asked of a running agent.</summary>
internal interface IControlTarget
{
    AgentStatus Status();

    /// <summary>Facts as they are committed, until cancelled.</summary>
    IAsyncEnumerable<CommittedFact> Events(CancellationToken stop);

    /// <summary>A masked JPEG of the next frame of a camera.</summary>
    /// <exception cref="FormatException">No such camera.</exception>
    /// <exception cref="TimeoutException">No frame came.</exception>
    Task<byte[]> SnapshotAsync(string? camera, bool overlay, CancellationToken stop);

    /// <summary>Reads the settings file again and takes what changed.</summary>
    /// <exception cref="Settings.Yaml.SettingsException">The settings are at fault: nothing changed.</exception>
    /// <exception cref="FormatException">They cannot be taken while the agent runs: nothing changed.</exception>
    Task<JsonObject> ApplyAsync();

    /// <summary>Commits a synthetic event that is marked as a test; gives its id.</summary>
    Task<string> TestAlarmAsync(string? camera);
}
