using System.Globalization;
using Polly;
using Polly.Retry;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// A platform's connection to its broker: a persistent session, so that a short absence loses less. It hands messages over as
/// they come; order, repetitions and gaps are the business of what gets them.
/// </summary>
public sealed class ConsumerConnection
{
    private static readonly TimeSpan GoodConnection = TimeSpan.FromSeconds(10);

    // Clocks of boxes and platforms differ; a replay that comes late does no harm.
    private static readonly TimeSpan ReplayValidFor = TimeSpan.FromMinutes(10);

    private readonly ConsumerConnectionOptions _options;
    private readonly Func<ConsumerConnectionMessage, ValueTask> _handle;
    private readonly TimeProvider _time;
    private readonly Random _commandIds;
    private readonly Backoff _backoff;
    private readonly Lock _lock = new();
    private ConsumerConnectionStatistics _statistics = new(false, 0, 0, 0, null);
    private TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MqttClient? _client;

    /// <summary>A connection that does nothing before <see cref="RunAsync"/>.</summary>
    /// <param name="options">The broker and what to listen to.</param>
    /// <param name="handle">
    /// Gets each message, one at a time, in the order of arrival. It must not wait for this connection; if it throws, the connection
    /// is made anew and the message is not repeated.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Chance for the jitter of waits.</param>
    public ConsumerConnection(
        ConsumerConnectionOptions options, Func<ConsumerConnectionMessage, ValueTask> handle, TimeProvider time, Random random)
    {
        _options = options;
        _handle = handle;
        _time = time;
        // Its own: commands and reconnects ask from different threads.
        _commandIds = new Random(random.Next());
        _backoff = new Backoff(options.ReconnectDelayMin, options.ReconnectDelayMax, random);
    }

    /// <summary>What it has done.</summary>
    public ConsumerConnectionStatistics Statistics
    {
        get
        {
            lock (_lock) return _statistics;
        }
    }

    /// <summary>Completes when it is subscribed, now or the next time.</summary>
    public Task WaitUntilSubscribedAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return _subscribed.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Connects and listens until cancelled; never gives up. Once at a time.</summary>
    /// <exception cref="DllNotFoundException">libmosquitto is missing or has another version.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        _ = MosquittoLibrary.Version;
        ResiliencePipeline attempts = new ResiliencePipelineBuilder { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is not null && !args.Context.CancellationToken.IsCancellationRequested),
                DelayGenerator = _ => ValueTask.FromResult<TimeSpan?>(_backoff.Next()),
            })
            .Build();
        try
        {
            await attempts.ExecuteAsync(async token => await ListenAsync(token).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked for.
        }
    }

    /// <summary>
    /// Asks a box to send records again (contract C2). True when the broker passed it on; false when there is no connection, or the
    /// box is not there: ask again later.
    /// </summary>
    public async Task<bool> RequestReplayAsync(ReplayRequest request, CancellationToken cancellationToken = default)
    {
        MqttClient? client;
        string commandId;
        lock (_lock)
        {
            client = _client;
            // 64 bits of chance: enough among the commands that a box remembers.
            commandId = _commandIds.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
        }
        DateTimeOffset now = _time.GetUtcNow();
        ReplayCommand command = new(
            commandId, request.Stream.Stream, request.Stream.Epoch, request.FromSequence, request.ToSequence, now, now + ReplayValidFor);
        string topic = new Topics(request.Device).Command("replay");
        return await PublishAsync(client, topic, command.ToJson(), retain: false, cancellationToken).ConfigureAwait(false)
            == MqttReason.Success;
    }

    /// <summary>
    /// Tells a box what this platform has durably (contract C4). True when the broker keeps it; false when there is no connection:
    /// tell it again later.
    /// </summary>
    public async Task<bool> PublishCursorsAsync(string consumer, DeviceCursors cursors, CancellationToken cancellationToken = default)
    {
        MqttClient? client;
        lock (_lock) client = _client;
        string topic = new Topics(cursors.Device).Cursor(consumer);
        return await PublishAsync(client, topic, cursors.Message.ToJson(), retain: true, cancellationToken).ConfigureAwait(false)
            < MqttReason.Unspecified;
    }

    private async Task<MqttReason> PublishAsync(
        MqttClient? client, string topic, byte[] payload, bool retain, CancellationToken cancellationToken)
    {
        if (client is null) return MqttReason.Unspecified;
        try
        {
            MqttPublishOptions options = new() { ContentType = Topics.JsonContentType, Retain = retain };
            return await client.PublishAsync(topic, payload, options, cancellationToken).ConfigureAwait(false);
        }
        catch (MqttException e)
        {
            lock (_lock) _statistics = _statistics with { LastError = e.Message };
            return MqttReason.Unspecified;
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        long connected = 0;
        try
        {
            MqttClient client = MqttClient.Create(new MqttClientOptions
            {
                Broker = _options.Broker,
                ClientId = _options.ClientId,
                Time = _time,
                CleanStart = false,
                SessionExpiry = _options.SessionExpiry,
                OnMessage = Receive,
            });
            await using (client.ConfigureAwait(false))
            {
                await client.ConnectAsync(cancellationToken).ConfigureAwait(false);
                await client.SubscribeAsync(_options.Filters, cancellationToken: cancellationToken).ConfigureAwait(false);
                connected = _time.GetTimestamp();
                Up(client);
                MqttException? cause = await client.Disconnected.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (cause is not null) throw cause;
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (connected != 0 && _time.GetElapsedTime(connected) > GoodConnection) _backoff.Reset();
            lock (_lock) _statistics = _statistics with { Reconnects = _statistics.Reconnects + 1, LastError = e.Message };
            throw;
        }
        finally
        {
            Down();
        }
    }

    private void Up(MqttClient client)
    {
        lock (_lock)
        {
            _client = client;
            _statistics = _statistics with { Connected = true, Connects = _statistics.Connects + 1 };
            _subscribed.TrySetResult();
        }
    }

    private void Down()
    {
        lock (_lock)
        {
            _client = null;
            _statistics = _statistics with { Connected = false };
            if (_subscribed.Task.IsCompleted) _subscribed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async ValueTask Receive(MqttMessage message)
    {
        await _handle(new ConsumerConnectionMessage(message.Topic, message.Payload, message.Retained)).ConfigureAwait(false);
        lock (_lock) _statistics = _statistics with { Received = _statistics.Received + 1 };
    }
}
