namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>A message that arrived. The payload is a copy.</summary>
/// <param name="Topic">Where it was published.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Retained">True when the broker had kept it from before the subscription.</param>
internal sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retained)
{
    /// <summary>Where an answer is awaited (MQTT 5); null for nowhere.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>What an answer repeats (MQTT 5).</summary>
    public ReadOnlyMemory<byte> CorrelationData { get; init; }
}
