using System.Threading.Channels;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Control;

/// <summary>Facts as they are committed, for whoever listens at the moment. A listener that is too slow misses the oldest; nothing waits for it.</summary>
internal sealed class EventFeed
{
    private const int PendingMax = 256;

    private readonly Lock _gate = new();
    private Channel<CommittedFact>[] _listeners = [];

    /// <summary>Hands a fact to every listener; costs nothing without one.</summary>
    internal void Publish(Fact fact, CommitReceipt receipt)
    {
        Channel<CommittedFact>[] listeners = Volatile.Read(ref _listeners);
        if (listeners.Length == 0) return;
        CommittedFact committed = new(receipt.EventId, fact);
        foreach (Channel<CommittedFact> listener in listeners) listener.Writer.TryWrite(committed);
    }

    /// <summary>Listens until cancelled.</summary>
    internal async IAsyncEnumerable<CommittedFact> ListenAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        // Full: the oldest gives way, since a person who watches wants the newest.
        Channel<CommittedFact> own = Channel.CreateBounded<CommittedFact>(new BoundedChannelOptions(PendingMax) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate) Volatile.Write(ref _listeners, [.. _listeners, own]);
        try
        {
            await foreach (CommittedFact fact in own.Reader.ReadAllAsync(stop)) yield return fact;
        }
        finally
        {
            lock (_gate) Volatile.Write(ref _listeners, [.. _listeners.Where(l => l != own)]);
        }
    }
}
