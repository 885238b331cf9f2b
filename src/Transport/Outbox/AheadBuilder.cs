namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Builds the next group's records while the medium makes the one before durable: the commit waits for the disk, and building takes as
/// much of a processor as inserting. Only what needs nothing of the database is built; what is built is worth nothing any more when
/// the logs were loaded again, since its sequences and links follow from the commit that failed. Belongs to the writer thread.
/// </summary>
internal sealed class AheadBuilder(WriterQueue queue, StreamTable streams, RecordBuilder builder)
{
    private readonly List<PendingFact> _facts = [];
    private Task _work = Task.CompletedTask;

    /// <summary>The facts that are taken from the queue already, in their order; the writer's next group.</summary>
    internal List<PendingFact> Facts => _facts;

    /// <summary>Begins. Until <see cref="Join"/> nobody else may touch the logs.</summary>
    internal void Begin()
    {
        queue.TakeAhead(_facts);
        if (_facts.Count > 0) _work = Task.Run(Build);
    }

    /// <summary>Waits until it is done; runs it here when no thread has begun it.</summary>
    internal void Join() => _work.GetAwaiter().GetResult();

    /// <summary>The records of a fact: built before when that still holds, else now. None for a fact that was refused.</summary>
    internal List<NewRecord> RecordsOf(PendingFact pending) =>
        pending.Built is { } built && built.Generation == streams.Generation ? built.Records : BuildOne(pending);

    private void Build()
    {
        foreach (PendingFact pending in _facts)
        {
            // A new log needs a row: the writer makes it, and what comes after it keeps its order.
            if (!builder.CanBuild(pending.Fact)) return;
            pending.Built = (streams.Generation, BuildOne(pending));
        }
    }

    private List<NewRecord> BuildOne(PendingFact pending)
    {
        try
        {
            return builder.Build(pending);
        }
        catch (OutboxException e) when (e.Kind == OutboxErrorKind.FactRefused)
        {
            // Only this fact is wrong; the others of its group are committed.
            pending.Fail(e);
            return [];
        }
    }
}
