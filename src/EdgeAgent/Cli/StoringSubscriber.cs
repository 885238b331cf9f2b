using System.Text.Json;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>
/// A platform in one verb: keeps what boxes send in a store and tells them how far it has got, so that they can delete it.
/// </summary>
internal sealed class StoringSubscriber(SubscriberOptions options, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private long _offlineSince;

    /// <summary>Runs until cancelled, or until a box has stopped and all that it announced is stored, if that was asked for.</summary>
    internal async Task<StoringSummary> RunAsync(SqliteConsumerStore store, CancellationToken stop)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Ingest ingest = new(store, Options(), time, new Random());
        Task running = ingest.RunAsync(ending.Token);
        try
        {
            await WatchAsync(ingest, running, ending.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end that the user asked for.
        }
        await ending.CancelAsync();
        await running;
        return new StoringSummary(
            [.. store.Logs().Select(l => new StoringLog(RecordName.SourceOf(l.Device, l.Stream), l.Watermark))], ingest.Missing,
            [.. ingest.Findings.Select(f => f.Sentence)]);
    }

    private IngestOptions Options() => new()
    {
        Connection = new ConsumerConnectionOptions
        {
            Broker = options.Broker,
            ClientId = $"safecity-edge-store-{options.Consumer}{(options.Share is null ? "" : $"-{Guid.NewGuid():N}")}",
            Filters = options.Share is { } group ? [$"$share/{group}/{Topics.EveryDevice}"] : [Topics.EveryDevice],
            ReconnectDelayMax = TimeSpan.FromSeconds(5),
        },
        Consumer = options.Consumer,
        Storing = new StoringConsumerOptions { AssemblesInStore = options.Share is not null },
        OnMessage = Look,
    };

    private async Task WatchAsync(Ingest ingest, Task running, CancellationToken stop)
    {
        Task subscribed = ingest.WaitUntilSubscribedAsync(stop);
        string? told = null;
        while (await Task.WhenAny(subscribed, running, Task.Delay(LookInterval, time, stop)) != subscribed)
        {
            stop.ThrowIfCancellationRequested();
            if (running.IsCompleted) await running;
            if (ingest.Statistics.LastError is not { } error || error == told) continue;
            told = error;
            await Console.Error.WriteLineAsync($"safecity-edge: {error}; trying again");
        }
        await Console.Error.WriteLineAsync($"subscribed at {options.Broker.Address} as {options.Consumer}");
        if (options.ReadyFile is { } file) await File.WriteAllTextAsync(file, "", stop);
        while (!HasEnded(ingest))
        {
            if (running.IsCompleted) await running;
            await Task.Delay(LookInterval, time, stop);
        }
    }

    private bool HasEnded(Ingest ingest)
    {
        if (!options.UntilOffline || Interlocked.Read(ref _offlineSince) is not (not 0 and var since)) return false;
        return ingest.Missing == 0 || time.GetElapsedTime(since) > options.OfflineGrace;
    }

    private void Look(ConsumerConnectionMessage message)
    {
        if (options.Json && message.Topic.Contains("/evt/", StringComparison.Ordinal)) Console.Out.WriteLine(System.Text.Encoding.UTF8.GetString(message.Payload.Span));
        if (message.Retained || !message.Topic.EndsWith("/state", StringComparison.Ordinal)) return;
        try
        {
            if (JsonSerializer.Deserialize(message.Payload.Span, SubscriberStateJson.Default.SubscriberState)?.Reason == "stopped")
                Interlocked.CompareExchange(ref _offlineSince, time.GetTimestamp(), 0);
        }
        catch (JsonException)
        {
            // Foreign bytes: the consumer has a finding for it.
        }
    }
}
