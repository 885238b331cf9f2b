using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>What the uplink needs to know. The durations are those of contract.md; tests and the demo shorten them.</summary>
public sealed record UplinkOptions
{
    /// <summary>The broker.</summary>
    public required BrokerOptions Broker { get; init; }

    /// <summary>Version of the agent, for the birth message.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>What the box can do, for the birth message.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>The models it runs, for the birth message.</summary>
    public IReadOnlyList<BirthModel> Models { get; init; } = [];

    /// <summary>The keys that it seals with, for the birth message; empty for none.</summary>
    public IReadOnlyList<BirthKey> Keys { get; init; } = [];

    /// <summary>Carries out commands about the box; null when it has none.</summary>
    public ICommandTarget? CommandTarget { get; init; }

    /// <summary>The configuration that a platform may change; null when it may not.</summary>
    public IConfigurationTarget? ConfigurationTarget { get; init; }

    /// <summary>Public keys (SubjectPublicKeyInfo, DER) of operators: <c>purge</c> and the like must be signed by one of them.</summary>
    public IReadOnlyList<byte[]> OperatorKeys { get; init; } = [];

    /// <summary>How long a new configuration is watched before it counts as applied.</summary>
    public TimeSpan ConfigurationProbation { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>MQTT client id; null for <c>sc1.{org}.{site}.{device}</c>.</summary>
    public string? ClientId { get; init; }

    /// <summary>Shortest wait before connecting again.</summary>
    public TimeSpan ReconnectDelayMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before connecting again.</summary>
    public TimeSpan ReconnectDelayMax { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Shortest wait before a stream is tried again that the broker did not take.</summary>
    public TimeSpan RetryDelayMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a stream is tried again.</summary>
    public TimeSpan RetryDelayMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between two health messages.</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A broker that acknowledges nothing for this long is left and connected to again.</summary>
    public TimeSpan AcknowledgeTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long the session waits after subscribing for the cursor that the broker keeps (end-to-end mode) before it sends (contract D6).
    /// </summary>
    public TimeSpan CursorWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it waits for the own birth that the broker keeps; a broker that never saw the box has none.</summary>
    public TimeSpan BirthWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>In end-to-end mode: records of a log that the broker has and the consumer's cursor does not cover, at most.</summary>
    public int UncommittedMax { get; init; } = 256;

    /// <summary>In end-to-end mode: a log whose cursor has not moved for this long is sent again from the cursor (contract D5).</summary>
    public TimeSpan StallAfter { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The longest of these waits, which double.</summary>
    public TimeSpan StallAfterMax { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Messages in flight at most; the broker's Receive Maximum may lower it.</summary>
    public int InFlightMax { get; init; } = 32;
}
