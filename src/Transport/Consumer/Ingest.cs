using System.Threading.Channels;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// A platform's whole way in: the connection to its broker, a store, the cursors back to the boxes after each commit, and replay requests
/// for what is missing. Never gives up while it runs.
/// </summary>
public sealed class Ingest
{
    private readonly IngestOptions _options;
    private readonly TimeProvider _time;
    private readonly StoringConsumer _consumer;
    private readonly ConsumerConnection _connection;

    // One mark is enough: the look that it causes tells everything.
    private readonly Channel<bool> _committed = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>An ingest that does nothing before <see cref="RunAsync"/>.</summary>
    /// <param name="store">Not disposed here.</param>
    /// <param name="options">Broker, name, bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Chance for the jitter of waits.</param>
    public Ingest(IConsumerStore store, IngestOptions options, TimeProvider time, Random random)
    {
        (_options, _time) = (options, time);
        _consumer = new StoringConsumer(store, options.Storing, time);
        _connection = new ConsumerConnection(options.Connection, Handle, time, random);
    }

    /// <summary>What the connection has done.</summary>
    public ConsumerConnectionStatistics Statistics => _connection.Statistics;

    /// <summary>What was found wrong with what arrived.</summary>
    public IReadOnlyList<ConsumerFinding> Findings => _consumer.Findings;

    /// <summary>Records that boxes announced or that stand before others, and that are not stored or explained yet.</summary>
    public long Missing => _consumer.Missing;

    /// <summary>Completes when it is subscribed.</summary>
    public Task WaitUntilSubscribedAsync(CancellationToken cancellationToken) => _connection.WaitUntilSubscribedAsync(cancellationToken);

    /// <summary>Runs until cancelled; then commits what waits and tells the last cursors if it can. A fault of the store ends it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task listening = _connection.RunAsync(end.Token);
        Task looking = LookAsync(end.Token);
        await Task.WhenAny(listening, looking).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(listening, looking).ConfigureAwait(false);
        _consumer.Commit();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        long connects = 0;
        try
        {
            while (true)
            {
                await NextLookAsync(cancellationToken).ConfigureAwait(false);
                // Another broker, or the same one after a crash, may not have the cursors that were told before.
                if (_connection.Statistics.Connects is var now && now != connects) _consumer.TellCursorsAgain();
                connects = now;
                await TellAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await TellAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// At the end of the interval, or when enough has come for a commit: a box has only so many records under way (contract D5), so a
    /// backlog would otherwise come a window an interval.
    /// </summary>
    private async Task NextLookAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task committed = _committed.Reader.WaitToReadAsync(both.Token).AsTask();
        await Task.WhenAny(committed, Task.Delay(_options.Interval, _time, both.Token)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await both.CancelAsync().ConfigureAwait(false);
        _ = _committed.Reader.TryRead(out _);
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (DeviceCursors cursors in _consumer.Commit())
        {
            if (!await _connection.PublishCursorsAsync(_options.Consumer, cursors, cancellationToken).ConfigureAwait(false))
                _consumer.TellCursorsAgain();
        }
        foreach (ReplayRequest request in _consumer.TakeDueReplayRequests())
            _ = await _connection.RequestReplayAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private ValueTask Handle(ConsumerConnectionMessage message)
    {
        _options.OnMessage?.Invoke(message);
        if (_consumer.Accept(message.Topic, message.Payload)) _committed.Writer.TryWrite(true);
        return ValueTask.CompletedTask;
    }
}
