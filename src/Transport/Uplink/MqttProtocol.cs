namespace SafeCity.Edge.Transport.Uplink;

/// <summary>Version of MQTT. With 3.1.1 there are no reason codes: a message without a subscriber counts as delivered.</summary>
public enum MqttProtocol
{
    /// <summary>MQTT 5.</summary>
    V5,

    /// <summary>MQTT 3.1.1, for old brokers.</summary>
    V311,
}
