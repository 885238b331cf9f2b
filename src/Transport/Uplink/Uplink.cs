using Polly;
using Polly.Retry;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Brings the records of a store to a broker, in order per stream, for as long as it runs: it never gives up. One task, one
/// connection at a time. Contract: D3, D4 (broker mode), D6.
/// </summary>
public sealed class Uplink : IAsyncDisposable
{
    // A connection that held this long was a good one: the next attempt comes soon.
    private static readonly TimeSpan GoodConnection = TimeSpan.FromSeconds(10);

    // While waiting for the store to say that everything is acknowledged; it groups its commits within 200 ms.
    private static readonly TimeSpan DrainLook = TimeSpan.FromMilliseconds(20);

    // Settling, farewell and disconnecting are each bounded; this is a little more than their sum.
    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(10);

    private readonly UplinkParts _parts;
    private readonly Backoff _backoff;
    private readonly ResiliencePipeline _attempts;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;
    private int _disposed;

    /// <summary>An uplink that does nothing before <see cref="RunAsync"/>.</summary>
    /// <param name="options">The broker and the limits.</param>
    /// <param name="identity">Who the box is.</param>
    /// <param name="records">The store; not disposed here.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Chance for the jitter of waits; used by one thread at a time.</param>
    public Uplink(UplinkOptions options, DeviceIdentity identity, IPendingRecords records, TimeProvider time, Random random)
    {
        _parts = new UplinkParts(options, identity, records, time, random);
        _backoff = new Backoff(options.ReconnectDelayMin, options.ReconnectDelayMax, random);
        _attempts = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is not null && !args.Context.CancellationToken.IsCancellationRequested),
                DelayGenerator = _ => ValueTask.FromResult<TimeSpan?>(_backoff.Next()),
            })
            .Build();
    }

    /// <summary>What it has done.</summary>
    public UplinkStatistics Statistics => _parts.Counters.Snapshot();

    /// <summary>Connects and sends until cancelled or stopped; both end with a farewell to the broker. Once.</summary>
    /// <exception cref="DllNotFoundException">libmosquitto is missing or has another version: no attempt could ever succeed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0) throw new InvalidOperationException("an uplink runs once: create another");
        try
        {
            _ = Native.Mosquitto.MosquittoLibrary.Version;
            using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
            Task commands = _parts.Desk?.RunAsync(both.Token) ?? Task.CompletedTask;
            Task configuration = _parts.Configuration?.RunAsync(both.Token) ?? Task.CompletedTask;
            await ServeUntilStoppedAsync(cancellationToken).ConfigureAwait(false);
            await Task.WhenAll(commands, configuration).ConfigureAwait(false);
        }
        finally
        {
            Move(UplinkEvent.StopRequested);
            Move(UplinkEvent.Ended);
            _finished.TrySetResult();
        }
    }

    /// <summary>True when everything that is recorded is acknowledged; false when the time is over before.</summary>
    public async Task<bool> DrainAsync(TimeSpan timeout)
    {
        long start = _parts.Time.GetTimestamp();
        while (true)
        {
            if (_parts.Records.Positions().All(p => p.CommittedSequence >= p.NextSequence - 1)) return true;
            if (_parts.Time.GetElapsedTime(start) >= timeout || _finished.Task.IsCompleted) return false;
            await Task.WhenAny(Task.Delay(DrainLook, _parts.Time), _finished.Task).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes the offline state with where each log ends, and disconnects. True when that was done in time.</summary>
    public async Task<bool> StopAsync(TimeSpan timeout)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (Volatile.Read(ref _started) == 0) return true;
        Task first = await Task.WhenAny(_finished.Task, Task.Delay(timeout, _parts.Time)).ConfigureAwait(false);
        return first == _finished.Task;
    }

    /// <summary>Stops with a farewell, when that has not happened.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await StopAsync(DisposeTimeout).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ServeUntilStoppedAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        try
        {
            await _attempts.ExecuteAsync(async token => await ConnectAndServeAsync(token).ConfigureAwait(false), ending.Token)
                .ConfigureAwait(false);
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            // The end was asked for, by the caller's token or by StopAsync; a fault on the way there is in the statistics.
        }
    }

    private async Task ConnectAndServeAsync(CancellationToken cancellationToken)
    {
        long connected = 0;
        Move(UplinkEvent.AttemptDue);
        try
        {
            UplinkSession session = new(_parts);
            await using (session.ConfigureAwait(false))
            {
                try
                {
                    await session.OpenAsync(Move, cancellationToken).ConfigureAwait(false);
                    connected = _parts.Time.GetTimestamp();
                    _parts.Counters.Change(s => s with { Connects = s.Connects + 1 });
                    await session.ServeAsync(cancellationToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    // Told to stop while opening; what has been announced is taken back below.
                }
                Move(UplinkEvent.StopRequested);
                await session.SayFarewellAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            // Whatever it was, a broker, a store or a bug: it is told, and tried again after the wait.
            if (connected != 0 && _parts.Time.GetElapsedTime(connected) > GoodConnection) _backoff.Reset();
            _parts.Counters.Change(s => s with { Reconnects = s.Reconnects + 1, LastError = e.Message });
            Move(UplinkEvent.Failed);
            throw;
        }
    }

    private void Move(UplinkEvent happened) => _parts.Counters.Change(s => s with
    {
        State = UplinkTransitions.Next(s.State, happened)
            ?? throw new InvalidOperationException($"the uplink is {s.State} and cannot take {happened}"),
    });
}
