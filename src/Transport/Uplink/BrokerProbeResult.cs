namespace SafeCity.Edge.Transport.Uplink;

/// <summary>What came of trying a broker.</summary>
/// <param name="Connected">How long it took to connect; null: it did not come about.</param>
/// <param name="Acknowledged">How long from publication to acknowledgement; null: it did not come.</param>
/// <param name="Reason">The acknowledgement's reason code: 0x00, 0x10 (nobody subscribes) or a refusal; with MQTT 3.1.1 always 0.</param>
/// <param name="Fault">What went wrong, as a sentence; null for nothing.</param>
public sealed record BrokerProbeResult(TimeSpan? Connected, TimeSpan? Acknowledged, int? Reason, string? Fault);
