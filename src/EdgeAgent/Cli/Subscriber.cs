using System.Text;
using System.Text.Json;
using SafeCity.Edge.Transport.Consumer;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>Listens at a broker, prints events, keeps key frames, asks for what is missing and says at the end what is still missing.</summary>
internal sealed class Subscriber
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly SubscriberOptions _options;
    private readonly TimeProvider _time;
    private readonly Consumer _consumer;
    private readonly ConsumerConnection _connection;
    private long _events;
    private long _keyFrames;
    private long _offlineSince;

    internal Subscriber(SubscriberOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _consumer = new Consumer(
            new ConsumerOptions { StartsInTheMiddle = !options.FromStart, TailReplayAfter = TimeSpan.FromSeconds(10), OnEvent = Show, OnKeyFrame = Keep }, time);
        ConsumerConnectionOptions connection = new()
        {
            Broker = options.Broker,
            ClientId = $"safecity-edge-subscribe-{Guid.NewGuid():N}",
            // Long enough for a broker's restart; a technician's look must not leave a session at the broker for long.
            SessionExpiry = TimeSpan.FromMinutes(5),
            ReconnectDelayMax = TimeSpan.FromSeconds(5),
        };
        _connection = new ConsumerConnection(connection, ReceiveAsync, time, new Random());
    }

    /// <summary>Listens until cancelled, or until a box has stopped if that was asked for.</summary>
    internal async Task<SubscriberSummary> RunAsync(CancellationToken stop)
    {
        if (_options.KeyFrameDirectory is { } folder) Directory.CreateDirectory(folder);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task listening = _connection.RunAsync(ending.Token);
        try
        {
            await WatchAsync(listening, ending.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end that the user asked for.
        }
        await ending.CancelAsync();
        await listening;
        return Summarise();
    }

    private async Task WatchAsync(Task listening, CancellationToken stop)
    {
        await SayWhenSubscribedAsync(listening, stop);
        while (!HasEnded())
        {
            if (listening.IsCompleted) await listening;
            foreach (ReplayRequest request in _consumer.TakeDueReplayRequests()) await AskAgainAsync(request, stop);
            await Task.Delay(LookInterval, _time, stop);
        }
    }

    private async Task SayWhenSubscribedAsync(Task listening, CancellationToken stop)
    {
        Task subscribed = _connection.WaitUntilSubscribedAsync(stop);
        string? told = null;
        while (await Task.WhenAny(subscribed, listening, Task.Delay(LookInterval, _time, stop)) != subscribed)
        {
            stop.ThrowIfCancellationRequested();
            if (listening.IsCompleted) await listening;
            // Tried again without end; each new reason is told once.
            if (_connection.Statistics.LastError is not { } error || error == told) continue;
            told = error;
            await Console.Error.WriteLineAsync($"safecity-edge: {error}; trying again");
        }
        await subscribed;
        await Console.Error.WriteLineAsync($"subscribed at {_options.Broker.Address}");
        if (_options.ReadyFile is { } file) await File.WriteAllTextAsync(file, "", stop);
    }

    private async Task AskAgainAsync(ReplayRequest request, CancellationToken stop)
    {
        bool passedOn = await _connection.RequestReplayAsync(request, stop);
        await Console.Error.WriteLineAsync(
            $"{request.Device.Device}/{request.Stream.Stream}: {request.FromSequence} to {request.ToSequence} did not come; asked for them again{(passedOn ? "" : ", but the box is not there")}");
    }

    private bool HasEnded()
    {
        if (!_options.UntilOffline || Interlocked.Read(ref _offlineSince) is not (not 0 and var since)) return false;
        return _consumer.Report.Streams.All(s => s.GapsOpen == 0) || _time.GetElapsedTime(since) > _options.OfflineGrace;
    }

    private ValueTask ReceiveAsync(ConsumerConnectionMessage message)
    {
        _consumer.Accept(message.Topic, message.Payload);
        // A retained "offline" is of an earlier run.
        if (!message.Retained && message.Topic.EndsWith("/state", StringComparison.Ordinal) && IsStopped(message.Payload.Span))
            Interlocked.CompareExchange(ref _offlineSince, _time.GetTimestamp(), 0);
        return default;
    }

    private static bool IsStopped(ReadOnlySpan<byte> payload)
    {
        Utf8JsonReader reader = new(payload);
        try
        {
            return JsonDocument.TryParseValue(ref reader, out JsonDocument? document)
                && document.RootElement.TryGetProperty("reason", out JsonElement reason) && reason.ValueEquals("stopped");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The consumer has counted it as malformed.
            return false;
        }
    }

    private void Show(ReceivedEvent received)
    {
        _events++;
        Console.Out.WriteLine(_options.Json ? Encoding.UTF8.GetString(received.Body.Span) : EventLine.Format(received.Event));
    }

    private void Keep(ReceivedKeyFrame received)
    {
        _keyFrames++;
        // The name was checked against the contract's characters before it came here.
        if (_options.KeyFrameDirectory is { } folder) File.WriteAllBytes(Path.Combine(folder, received.Header.Id + ".jpg"), received.Image.Span);
    }

    private SubscriberSummary Summarise()
    {
        ConsumerReport report = _consumer.Report;
        return new SubscriberSummary
        {
            EventsReceived = _events,
            KeyFramesReceived = _keyFrames,
            Duplicates = report.Streams.Sum(s => s.Duplicates),
            Gaps = report.Streams.Sum(s => s.Missing),
            // A fault that repeats is one finding with a number.
            Findings = [.. report.Findings.GroupBy(f => f.Sentence).Select(g => g.Count() > 1 ? $"{g.Key} ({g.Count()} times)" : g.Key)],
            KeyFrames = _options.KeyFrameDirectory,
        };
    }
}
