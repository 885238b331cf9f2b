using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// The edge from analysis to the store: at most <see cref="PendingMax"/> facts wait for their commit; then the analysing thread
/// waits with them. A fact that the store refuses is counted and told, at most once a second.
/// </summary>
internal sealed class FactCommitter(RunServices services, PipelineStatistics statistics) : IDisposable
{
    private const int PendingMax = 256;
    private static readonly TimeSpan SayInterval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _places = new(PendingMax, PendingMax);
    private readonly Lock _sayGate = new();
    private long _saidAt;

    /// <summary>Hands a fact to the store and returns; waits only when too many are on their way.</summary>
    internal void Post(Fact fact)
    {
        _places.Wait();
        _ = CommitAsync(fact);
    }

    /// <summary>Completes when every fact posted so far is on disk or was told as failed.</summary>
    internal async Task CompleteAsync()
    {
        for (int i = 0; i < PendingMax; i++) await _places.WaitAsync();
        _places.Release(PendingMax);
    }

    private async Task CommitAsync(Fact fact)
    {
        try
        {
            CommitReceipt receipt = await services.Outbox.CommitAsync(fact, CancellationToken.None);
            statistics.CountCommitted();
            services.Committed?.Invoke(fact, receipt);
        }
        catch (OutboxException e)
        {
            statistics.CountFactFailed();
            Say(e.Message);
        }
        finally
        {
            _places.Release();
        }
    }

    private void Say(string sentence)
    {
        lock (_sayGate)
        {
            long now = services.Time.GetTimestamp();
            if (_saidAt != 0 && services.Time.GetElapsedTime(_saidAt, now) < SayInterval) return;
            _saidAt = now;
        }
        services.Say(sentence);
    }

    /// <inheritdoc />
    public void Dispose() => _places.Dispose();
}
