namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>An operating fault of an MQTT connection; the message is one sentence for a person.</summary>
internal sealed class MqttException(MqttFailure kind, string message, MqttReason? reason = null) : Exception(message)
{
    /// <summary>What kind of fault.</summary>
    public MqttFailure Kind { get; } = kind;

    /// <summary>The broker's reason, when it gave one.</summary>
    public MqttReason? Reason { get; } = reason;

    /// <summary>False when the same call will fail again.</summary>
    public bool CanRetry => Kind is not (MqttFailure.Invalid or MqttFailure.TooLarge);
}
