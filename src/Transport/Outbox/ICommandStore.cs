using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What commands need of the durable store. Safe to call from any thread.</summary>
public interface ICommandStore
{
    /// <summary>The reply that was stored for a command; null when the command is not known.</summary>
    byte[]? FindReply(string commandId);

    /// <summary>
    /// Stores a first reply and an audit record in one transaction. False, and nothing stored, when the command is known: whoever gets
    /// true, and nobody else, carries it out.
    /// </summary>
    Task<bool> BeginCommandAsync(string commandId, byte[] reply, EventAudit audit);

    /// <summary>Replaces the reply, and stores another audit record.</summary>
    Task EndCommandAsync(string commandId, byte[] reply, EventAudit audit);

    /// <summary>Seals what is open.</summary>
    Task SealAsync();

    /// <summary>
    /// Erases what was recorded of a camera (of all when null) before a moment, alarms included: tombstones with the reason
    /// <c>erased</c> take the places of what was not delivered. Returns how many records.
    /// </summary>
    Task<long> PurgeAsync(string? camera, DateTimeOffset before);
}
