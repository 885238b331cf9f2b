using System.Threading.Channels;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// The edge from analysis to the store: at most <see cref="PendingMax"/> facts wait for their commit; then the analysing thread
/// waits with them. On the way each picture is looked at once more for faces. A fact that the store refuses, and a picture that may
/// not leave, are counted and told, at most once a second.
/// </summary>
internal sealed class FactCommitter : IDisposable
{
    private const int PendingMax = 256;
    private static readonly TimeSpan SayInterval = TimeSpan.FromSeconds(1);

    private readonly RunServices _services;
    private readonly FaceGuard? _guard;
    private readonly PipelineStatistics _statistics;
    private readonly SemaphoreSlim _places = new(PendingMax, PendingMax);
    private readonly Channel<Fact> _posted = Channel.CreateBounded<Fact>(new BoundedChannelOptions(PendingMax) { SingleReader = true });
    private readonly Task _checking;
    private readonly Lock _sayGate = new();
    private long _saidAt;

    /// <summary>For one camera.</summary>
    /// <param name="services">The store, the clock, the operator's ear.</param>
    /// <param name="guard">Looks at pictures; owned. Null: nobody does.</param>
    /// <param name="statistics">Counts what is lost.</param>
    internal FactCommitter(RunServices services, FaceGuard? guard, PipelineStatistics statistics)
    {
        (_services, _guard, _statistics) = (services, guard, statistics);
        _checking = Task.Run(CheckAllAsync);
    }

    /// <summary>Hands a fact to the store and returns; waits only when too many are on their way.</summary>
    internal void Post(Fact fact)
    {
        _places.Wait();
        // As many as there are places: it never refuses.
        _posted.Writer.TryWrite(fact);
    }

    /// <summary>Completes when every fact posted so far is on disk or was told as failed.</summary>
    internal async Task CompleteAsync()
    {
        Task places = TakeAllAsync();
        // A bug in the checking must not look like a slow disk.
        if (await Task.WhenAny(places, _checking) == _checking) await _checking;
        await places;
        _places.Release(PendingMax);
    }

    private async Task TakeAllAsync()
    {
        for (int i = 0; i < PendingMax; i++) await _places.WaitAsync();
    }

    // One after the other, in the order in which they were posted; they wait for the disk together.
    private async Task CheckAllAsync()
    {
        await foreach (Fact fact in _posted.Reader.ReadAllAsync()) _ = CommitAsync(_guard is null ? fact : Checked(fact, _guard));
    }

    private Fact Checked(Fact fact, FaceGuard guard)
    {
        if (fact.KeyFrames.Count == 0) return fact;
        List<FactKeyFrame> kept = new(fact.KeyFrames.Count);
        foreach (FactKeyFrame picture in fact.KeyFrames)
        {
            try
            {
                if (!MaskingPolicy.HidesFaces(picture.Masking)) kept.Add(picture);
                else if (guard.Check(picture) is { } safe) kept.Add(safe);
                else Withhold("a face in it could not be masked");
            }
            catch (Exception e) when (e is AvException or ModelOutputException)
            {
                Withhold(e.Message);
            }
        }
        return fact with { KeyFrames = kept };
    }

    private void Withhold(string why)
    {
        _statistics.CountPictureWithheld();
        Say($"a picture was not stored, its event was: {why}");
    }

    private async Task CommitAsync(Fact fact)
    {
        try
        {
            CommitReceipt receipt = await _services.Outbox.CommitAsync(fact, CancellationToken.None);
            _statistics.CountCommitted();
            _services.Committed?.Invoke(fact, receipt);
        }
        catch (OutboxException e)
        {
            _statistics.CountFactFailed();
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
            long now = _services.Time.GetTimestamp();
            if (_saidAt != 0 && _services.Time.GetElapsedTime(_saidAt, now) < SayInterval) return;
            _saidAt = now;
        }
        _services.Say(sentence);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _posted.Writer.Complete();
        // Nothing is on its way any more, but for a camera that failed while it was put together.
        _checking.Wait();
        _guard?.Dispose();
        _places.Dispose();
    }
}
