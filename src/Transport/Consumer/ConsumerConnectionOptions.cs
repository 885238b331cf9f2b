using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>How a platform listens to boxes.</summary>
public sealed record ConsumerConnectionOptions
{
    /// <summary>The broker.</summary>
    public required BrokerOptions Broker { get; init; }

    /// <summary>Fixed and unique at the broker: its session, with what arrived while the connection was away, belongs to this id.</summary>
    public required string ClientId { get; init; }

    /// <summary>What to listen to; <see cref="Topics.EveryDevice"/>, or <see cref="Topics.Everything"/> of one box.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [Topics.EveryDevice];

    /// <summary>How long the broker keeps the session while the connection is away (MQTT 5).</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Shortest wait before connecting again.</summary>
    public TimeSpan ReconnectDelayMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before connecting again.</summary>
    public TimeSpan ReconnectDelayMax { get; init; } = TimeSpan.FromSeconds(120);
}
