namespace SafeCity.Edge.Transport.Consumer;

/// <summary>What a connection has done since its start, at one moment.</summary>
/// <param name="Connected">True while messages can arrive.</param>
/// <param name="Connects">Connections that came about.</param>
/// <param name="Reconnects">Connections lost and attempts failed.</param>
/// <param name="Received">Messages handed over.</param>
/// <param name="LastError">The last fault as a sentence; null if there was none.</param>
public sealed record ConsumerConnectionStatistics(bool Connected, long Connects, long Reconnects, long Received, string? LastError);
