using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>Everything one run of the agent needs to know; made from the settings file and the command line.</summary>
internal sealed record RunSettings
{
    /// <summary>One or more, with different names.</summary>
    internal required IReadOnlyList<CameraSettings> Cameras { get; init; }

    internal required BrokerOptions Broker { get; init; }

    internal required DeviceIdentity Identity { get; init; }

    /// <summary>Folder of the store.</summary>
    internal required string DataDirectory { get; init; }

    /// <summary>Whose cursor deletes records (end-to-end mode); null for broker mode.</summary>
    internal string? Consumer { get; init; }

    /// <summary>File of the key that seals; made when it is not there; null for no seals.</summary>
    internal string? SealKeyFile { get; init; }

    /// <summary>Folder for the overview pictures; null for none.</summary>
    internal string? OutputDirectory { get; init; }

    /// <summary>Public keys of operators, by whom commands that destroy must be signed.</summary>
    internal IReadOnlyList<string> OperatorKeyFiles { get; init; } = [];

    /// <summary>File that the summary is written to as JSON; null for none.</summary>
    internal string? SummaryFile { get; init; }

    /// <summary>How long the end of a run waits for acknowledgements.</summary>
    internal TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal StoreSettings Store { get; init; } = new();

    /// <summary>Folder of the model cards and weights; null: beside the program.</summary>
    internal string? ModelsDirectory { get; init; }

    internal required VisionModelChoice Models { get; init; }

    /// <summary>The agent's socket; null: in the folder of the store.</summary>
    internal string? ControlSocketFile { get; init; }

    /// <summary>Differs whenever anything in the file but the cameras differs; holds no secret. Empty without a file.</summary>
    internal string Fingerprint { get; init; } = "";

    internal HealthSettings Health { get; init; } = new();

    /// <summary>For taking them out of what is said.</summary>
    internal SecretStore Secrets { get; init; } = SecretStore.Empty;
}
