using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>A record whose messages are in flight. Pump only.</summary>
internal sealed class RecordProgress(OutboxRecord record, int messages)
{
    /// <summary>The record.</summary>
    public OutboxRecord Record { get; } = record;

    /// <summary>Messages that are not acknowledged yet.</summary>
    public int Left { get; set; } = messages;

    /// <summary>True when one of its messages was not taken.</summary>
    public bool Failed { get; set; }
}
