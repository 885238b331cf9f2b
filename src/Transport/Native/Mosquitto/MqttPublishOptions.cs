namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>How a message is published. The properties are dropped with MQTT 3.1.1, which has none.</summary>
internal sealed record MqttPublishOptions
{
    /// <summary>0 (at most once) or 1 (at least once).</summary>
    public int Qos { get; init; } = 1;

    /// <summary>The broker keeps it for later subscribers.</summary>
    public bool Retain { get; init; }

    /// <summary>MIME type of the payload.</summary>
    public string? ContentType { get; init; }

    /// <summary>After this the broker no longer delivers it.</summary>
    public TimeSpan? Expiry { get; init; }

    /// <summary>Where an answer is awaited.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>What an answer repeats; at most 65,535 bytes.</summary>
    public ReadOnlyMemory<byte> CorrelationData { get; init; }
}
