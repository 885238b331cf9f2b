namespace SafeCity.Edge.Transport.Contract;

/// <summary>Counts of the uplink since its start.</summary>
/// <param name="Reconnects">Connections lost and attempts failed.</param>
/// <param name="Acknowledged">Records that the broker took for a subscriber.</param>
/// <param name="WithoutSubscriber">Messages that it dropped because nobody subscribed; kept and sent again.</param>
/// <param name="Rejected">Records that it will never take; kept, and left out until the next connection.</param>
public sealed record HealthUplink(long Reconnects, long Acknowledged, long WithoutSubscriber, long Rejected);
