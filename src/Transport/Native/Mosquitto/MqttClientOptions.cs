using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>One connection of one client.</summary>
internal sealed record MqttClientOptions
{
    /// <summary>Where, as whom, how.</summary>
    public required BrokerOptions Broker { get; init; }

    /// <summary>The client's id; unique at the broker.</summary>
    public required string ClientId { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>False: the broker goes on with the session of this id, when it has one.</summary>
    public bool CleanStart { get; init; } = true;

    /// <summary>How long the broker keeps the session after the end of the connection (MQTT 5 only).</summary>
    public TimeSpan SessionExpiry { get; init; }

    /// <summary>Published by the broker when this client dies.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>Publications in flight at most; the broker's Receive Maximum may lower it.</summary>
    public int InFlightMax { get; init; } = 32;

    /// <summary>Messages of QoS 1 that the broker may have in flight to us.</summary>
    public int ReceiveMaximum { get; init; } = 1024;

    /// <summary>
    /// Messages that wait for the handler at most. When full the loop stops reading, so the broker's own queue fills; after
    /// <see cref="HandlerPatience"/> the connection is ended.
    /// </summary>
    public int MessageQueueLimit { get; init; } = 1024;

    /// <summary>How long a full message queue is borne; below the keep-alive time, since nothing else is done meanwhile.</summary>
    public TimeSpan HandlerPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets each message, one at a time, in order, never on the loop thread. An exception ends the connection.</summary>
    public Func<MqttMessage, ValueTask>? OnMessage { get; init; }
}
