namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>What the broker publishes, with QoS 1, when this client goes away without a word.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Payload">What.</param>
/// <param name="Retain">Whether the broker keeps it for later subscribers.</param>
internal sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload, bool Retain);
