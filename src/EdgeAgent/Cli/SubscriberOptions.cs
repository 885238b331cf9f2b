using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>What <c>subscribe</c> was asked for.</summary>
internal sealed record SubscriberOptions(BrokerOptions Broker)
{
    internal bool Json { get; init; }

    /// <summary>Null: key frames are checked and dropped.</summary>
    internal string? KeyFrameDirectory { get; init; }

    /// <summary>Every log must begin at 1.</summary>
    internal bool FromStart { get; init; }

    /// <summary>End when a box has said that it stops and all that it announced has come.</summary>
    internal bool UntilOffline { get; init; }

    /// <summary>Made when subscribed.</summary>
    internal string? ReadyFile { get; init; }

    /// <summary>With a store: under which name boxes are told how far it has got.</summary>
    internal string Consumer { get; init; } = "platform";

    /// <summary>With a store: the group that shares the messages; null for none.</summary>
    internal string? Share { get; init; }

    /// <summary>How long, after a box has stopped, records that it announced are waited for.</summary>
    internal TimeSpan OfflineGrace { get; init; } = TimeSpan.FromSeconds(15);
}
