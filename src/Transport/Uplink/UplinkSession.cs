using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>One connection of the uplink from CONNECT to farewell, in the order of contract D6.</summary>
internal sealed class UplinkSession : IAsyncDisposable
{
    // The offline state is worth this much of a stop, not more.
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(2);

    private readonly UplinkParts _parts;
    private readonly MqttClient _client;
    private RecordPump? _pump;
    private readonly TaskCompletionSource _birthSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cursorSeen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _announced;

    public UplinkSession(UplinkParts parts)
    {
        _parts = parts;
        _client = MqttClient.Create(new MqttClientOptions
        {
            Broker = parts.Options.Broker,
            ClientId = parts.ClientId,
            Time = parts.Time,
            InFlightMax = parts.Options.InFlightMax,
            Will = new MqttWill(parts.Topics.State, StatusMessages.Will(), Retain: true),
            OnMessage = Receive,
        });
    }

    /// <summary>Connects, subscribes, announces.</summary>
    /// <param name="moved">Told of each step.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="MqttException">It did not come about.</exception>
    public async Task OpenAsync(Action<UplinkEvent> moved, CancellationToken cancellationToken)
    {
        Topics topics = _parts.Topics;
        await _client.ConnectAsync(cancellationToken).ConfigureAwait(false);
        moved(UplinkEvent.Connected);
        string[] filters = [topics.Cursors, topics.Birth, topics.Commands, topics.DesiredConfiguration];
        _pump = new RecordPump(_client, _parts.Records, _parts.Options, _parts.Counters, (_parts.Time, _parts.Random, topics));
        await _client.SubscribeAsync(filters, noLocal: true, cancellationToken).ConfigureAwait(false);
        moved(UplinkEvent.Subscribed);
        await RetainedAsync(cancellationToken).ConfigureAwait(false);
        _announced = true;
        await PublishAsync(topics.State, _parts.Messages.State(online: true), cancellationToken).ConfigureAwait(false);
        await PublishAsync(topics.Birth, _parts.Messages.Birth(), cancellationToken).ConfigureAwait(false);
        Attach();
        if (_parts.Configuration?.LastReport is { } report)
            await PublishAsync(topics.ReportedConfiguration, report, cancellationToken).ConfigureAwait(false);
        moved(UplinkEvent.Announced);
    }

    /// <summary>Sends records and health until cancelled.</summary>
    /// <exception cref="MqttException">The connection is lost.</exception>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task pump = _pump!.RunAsync(both.Token);
        Task health = TellHealthAsync(both.Token);
        await Task.WhenAny(pump, health).ConfigureAwait(false);
        await both.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(pump, health).ConfigureAwait(false);
    }

    /// <summary>Says where each log ends and that this is no accident, if it was announced before; bounded, best effort.</summary>
    public async Task SayFarewellAsync()
    {
        if (!_announced) return;
        try
        {
            await PublishAsync(_parts.Topics.State, _parts.Messages.State(online: false), CancellationToken.None)
                .WaitAsync(FarewellTimeout, _parts.Time).ConfigureAwait(false);
        }
        catch (Exception e) when (e is MqttException or TimeoutException or OutboxException)
        {
            _parts.Counters.Change(s => s with { LastError = "the farewell was not heard: " + e.Message });
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        if (_parts.Desk is { } desk) (desk.Publish, desk.SayBirth) = (null, null);
        if (_parts.Configuration is { } configuration) configuration.Publish = null;
        return _client.DisposeAsync();
    }

    /// <summary>What outlives connections answers over this one from now on.</summary>
    private void Attach()
    {
        if (_parts.Desk is { } desk)
        {
            desk.Publish = (topic, payload, options) => AnswerAsync(topic, payload, options);
            desk.SayBirth = () => AnswerAsync(_parts.Topics.Birth, _parts.Messages.Birth(), StatusMessages.Retained);
        }
        if (_parts.Configuration is { } configuration)
            configuration.Publish = payload => AnswerAsync(_parts.Topics.ReportedConfiguration, payload, StatusMessages.Retained);
    }

    private async Task AnswerAsync(string topic, byte[] payload, MqttPublishOptions options)
    {
        try
        {
            _ = await _client.PublishAsync(topic, payload, options).ConfigureAwait(false);
        }
        catch (MqttException e)
        {
            // Who asked asks again, and gets the stored reply.
            _parts.Counters.Change(s => s with { LastError = $"{topic} was not heard: {e.Message}" });
        }
    }

    private async Task TellHealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await PublishAsync(_parts.Topics.Health, _parts.Messages.Health(_parts.Counters.Snapshot()), cancellationToken)
                    .ConfigureAwait(false);
                await Task.Delay(_parts.Options.HealthInterval, _parts.Time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The session ends; the pump says why.
        }
    }

    private async Task PublishAsync(string topic, byte[] payload, CancellationToken cancellationToken)
    {
        MqttReason reason = await _client.PublishAsync(topic, payload, StatusMessages.Retained, cancellationToken)
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        if (reason >= MqttReason.Unspecified)
            throw new MqttException(MqttFailure.Refused, $"the broker did not take {topic} ({MqttError.Describe(reason)}): grant this " +
                "device write access below its own topics", reason);
    }

    /// <summary>
    /// What the broker keeps comes first: a birth or a cursor that is ahead of the store must be known before a number is sent twice, and
    /// sending begins after the cursor (contract D2, D6). There may be none, so the wait is bounded.
    /// </summary>
    private async Task RetainedAsync(CancellationToken cancellationToken)
    {
        (Task seen, TimeSpan wait) = _parts.Records.Consumer is null
            ? (_birthSeen.Task, _parts.Options.BirthWait)
            : (_cursorSeen.Task, _parts.Options.CursorWait);
        await Task.WhenAny(seen, Task.Delay(wait, _parts.Time, cancellationToken), _client.Disconnected).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task CommandAsync(MqttMessage message)
    {
        if (_parts.Desk is null || message.Topic == _parts.Topics.Command("replay"))
            _parts.Commands.Take(message.Topic, message.Payload.Span, stream => _pump?.RequestRewind(stream));
        else
            await _parts.Desk.TakeAsync(message).ConfigureAwait(false);
    }

    private async ValueTask Receive(MqttMessage message)
    {
        Topics topics = _parts.Topics;
        if (message.Topic == topics.Birth)
        {
            if (message.Retained && StatusMessages.ReadBirth(message.Payload.Span) is { } birth)
                await _parts.Cursors.TakeBirthAsync(birth).ConfigureAwait(false);
            _birthSeen.TrySetResult();
        }
        else if (message.Topic.StartsWith(topics.CommandRoot, StringComparison.Ordinal))
        {
            // A retained command would be carried out again at every connection.
            if (!message.Retained) await CommandAsync(message).ConfigureAwait(false);
        }
        else if (message.Topic == topics.DesiredConfiguration)
        {
            if (_parts.Configuration?.Take(message.Payload.Span) != true && !message.Payload.IsEmpty)
                _parts.Counters.Change(s => s with { CommandsIgnored = s.CommandsIgnored + 1 });
        }
        else if (await _parts.Cursors.TakeAsync(
            message.Topic, message.Payload, (stream, sequence) => _pump?.Committed(stream, sequence)).ConfigureAwait(false))
        {
            _cursorSeen.TrySetResult();
        }
    }
}
