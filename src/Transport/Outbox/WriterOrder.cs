namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Something that the writer thread does inside its transaction, with whoever waits for it.</summary>
internal abstract class WriterOrder
{
    // Continuations run elsewhere: the writer thread must not execute the uplink's code.
    private readonly TaskCompletionSource<long> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The result, once it is committed.</summary>
    internal Task<long> Done => _done.Task;

    /// <summary>True when there is something new to send.</summary>
    internal bool WakesUplink { get; private protected set; }

    protected long Result { get; set; }

    /// <summary>Does it. May run again after a rollback.</summary>
    internal abstract void Run(WriterTables tables, DateTimeOffset now);

    internal void Succeed() => _done.TrySetResult(Result);

    internal void Fail(Exception why) => _done.TrySetException(why);
}
