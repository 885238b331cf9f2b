namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Wakes the uplink. Set by each commit of facts and each replay, cleared by a wait that completes: so a commit between the uplink's
/// last look and its wait is never missed, and records that are only waiting for their acknowledgement do not wake it again and again.
/// </summary>
internal sealed class RecordSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _set = New();

    internal void Set()
    {
        lock (_gate) _ = _set.TrySetResult();
    }

    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource waited;
        lock (_gate) waited = _set;
        await waited.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (ReferenceEquals(_set, waited)) _set = New();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
