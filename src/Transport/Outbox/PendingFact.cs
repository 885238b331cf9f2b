namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A fact in the queue, with whoever waits for it.</summary>
/// <param name="Fact">What is to be recorded.</param>
/// <param name="RecordedTime">When it was handed over; stamped on the caller's thread, so that a replay with a virtual clock repeats
/// it.</param>
internal sealed record PendingFact(Fact Fact, DateTimeOffset RecordedTime)
{
    // Continuations run elsewhere: the writer thread must not execute the pipeline's code.
    private readonly TaskCompletionSource<CommitReceipt> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<CommitReceipt> Done => _done.Task;

    internal CommitReceipt? Receipt { get; set; }

    /// <summary>Its records, when they were built ahead, and the state of the logs that they follow from.</summary>
    internal (long Generation, List<NewRecord> Records)? Built { get; set; }

    internal void Succeed() => _done.TrySetResult(Receipt!);

    internal void Fail(Exception why) => _done.TrySetException(why);
}
