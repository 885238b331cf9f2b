using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Uplink;
using Transport.Tests.Broker;

namespace Transport.Tests.Uplink;

public sealed class MqttClientTests
{
    private static readonly MqttPublishOptions Once = new();

    [SkippableTheory]
    [InlineData(MqttProtocol.V5)]
    [InlineData(MqttProtocol.V311)]
    public async Task Message_is_acknowledged_and_arrives_with_its_bytes(MqttProtocol protocol)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber subscriber = await TestSubscriber.ListenAsync(broker.Options, "a/#");
        await using MqttClient client = await Connect(broker.Options with { Protocol = protocol });
        byte[] payload = [0, 1, 2, 0, 255];
        MqttPublishOptions options = new()
        {
            Retain = true,
            ContentType = "x/y",
            Expiry = TimeSpan.FromMinutes(1),
            ResponseTopic = "r",
            CorrelationData = payload
        };

        Assert.Equal(MqttReason.Success, await client.PublishAsync("a/ü", payload, options));
        await client.PublishAsync("a/empty", default, Once with { Qos = 0 });

        await Eventually.True(() => subscriber.Messages.Count == 2, "both messages");
        Assert.Equal(("a/ü", false), (subscriber.Messages[0].Topic, subscriber.Messages[0].Retained));
        Assert.Equal(payload, subscriber.Messages[0].Payload.ToArray());
        Assert.Equal(0, subscriber.Messages[1].Payload.Length);
        await using TestSubscriber late = await TestSubscriber.ListenAsync(broker.Options, "a/#");
        await Eventually.True(() => late.Messages.Count == 1, "the retained message");
        Assert.True(late.Messages[0].Retained);
    }

    [SkippableFact]
    public async Task Message_that_nobody_subscribes_to_is_told_apart_from_success()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttClient client = await Connect(broker.Options);
        Assert.Equal(MqttReason.NoMatchingSubscribers, await client.PublishAsync("nobody", new byte[1], Once));
    }

    [SkippableFact]
    public async Task Thousands_of_publications_from_several_threads_are_each_acknowledged()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttClient client = await Connect(broker.Options);
        Task<MqttReason>[] all = await Task.Run(() =>
            Enumerable.Range(0, 4000).AsParallel().Select(_ => client.PublishAsync("a", new byte[10], Once)).ToArray());
        Assert.All(await Task.WhenAll(all), r => Assert.Equal(MqttReason.NoMatchingSubscribers, r));
    }

    [SkippableFact]
    public async Task Receive_maximum_of_the_broker_bounds_what_is_in_flight()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync("max_inflight_messages 1");
        await using TestSubscriber subscriber = await TestSubscriber.ListenAsync(broker.Options, "a");
        await using MqttClient client = await Connect(broker.Options);
        Assert.Equal(1, client.InFlightMax);
        Task<MqttReason>[] all = [.. Enumerable.Range(0, 100).Select(i => client.PublishAsync("a", Encoding.ASCII.GetBytes($"{i}"), Once))];
        Assert.All(await Task.WhenAll(all), r => Assert.Equal(MqttReason.Success, r));
        await Eventually.True(() => subscriber.Messages.Count == 100, "all messages");
        Assert.Equal(Enumerable.Range(0, 100), subscriber.Messages.Select(m => int.Parse(Encoding.ASCII.GetString(m.Payload.Span))));
    }

    [SkippableFact]
    public async Task Absent_broker_is_one_sentence_with_the_address()
    {
        await using MosquittoBroker broker = MosquittoBroker.Prepare();
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => Connect(broker.Options));
        Assert.Equal(MqttFailure.Unreachable, e.Kind);
        Assert.Contains($"no broker answers at 127.0.0.1:{broker.Port} (Connection refused)", e.Message);
    }

    [Fact]
    public async Task Unknown_name_of_a_broker_is_one_sentence_with_the_name()
    {
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => Connect(new BrokerOptions { Host = "no-such-broker.invalid" }));
        Assert.Equal(MqttFailure.Unreachable, e.Kind);
        Assert.Contains("no-such-broker.invalid", e.Message);
    }

    [SkippableFact]
    public async Task Name_with_several_addresses_is_tried_until_one_answers()
    {
        // Often ::1 first, where this broker does not listen.
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttClient client = await Connect(broker.Options with { Host = "localhost" });
        Assert.False(client.Disconnected.IsCompleted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Address_that_swallows_everything_ends_in_time_and_at_once_when_cancelled(bool listens)
    {
        using Socket hole = BlackHole(listens, out List<Socket> fillers);
        BrokerOptions broker = new()
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)hole.LocalEndPoint!).Port,
            ConnectTimeout = TimeSpan.FromSeconds(1)
        };
        Stopwatch watch = Stopwatch.StartNew();
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => Connect(broker));
        Assert.Equal(MqttFailure.TimedOut, e.Kind);
        Assert.Contains("did not answer within 1 s", e.Message);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 3);

        using CancellationTokenSource cancel = new(TimeSpan.FromMilliseconds(200));
        watch.Restart();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Connect(broker with { ConnectTimeout = TimeSpan.FromMinutes(5) }, cancellationToken: cancel.Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
        fillers.ForEach(f => f.Dispose());
    }

    [SkippableFact]
    public async Task Refused_user_is_one_sentence_with_the_next_step()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync("allow_anonymous false");
        BrokerOptions options = broker.Options with { User = "box", Password = new BrokerPassword("canary-4711") };
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => Connect(options));
        Assert.Equal(MqttFailure.Refused, e.Kind);
        Assert.Contains("check user and password", e.Message);
        Assert.DoesNotContain("canary-4711", e + options.ToString());
    }

    [SkippableFact]
    public async Task Killed_broker_ends_the_connection_and_all_that_waits()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttClient client = await Connect(broker.Options);
        await broker.KillAsync();
        MqttException? cause = await client.Disconnected.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(MqttFailure.ConnectionLost, cause!.Kind);
        Assert.Contains($"127.0.0.1:{broker.Port}", cause.Message);
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => client.PublishAsync("a", new byte[1], Once));
        Assert.Equal(MqttFailure.ConnectionLost, e.Kind);
    }

    [SkippableFact]
    public async Task Second_client_with_the_same_id_is_named_as_a_possible_cause()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttClient first = await Connect(broker.Options, "same");
        await using MqttClient second = await Connect(broker.Options, "same");
        MqttException? cause = await first.Disconnected.WaitAsync(TimeSpan.FromSeconds(10));
        // Mosquitto 2.0.11 closes without saying why; RudeBrokerTests has one that says it.
        Assert.Contains("another client with the same id", cause!.Message);
    }

    [SkippableFact]
    public async Task Handler_that_fails_ends_the_connection_and_the_will_is_published()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber watcher = await TestSubscriber.ListenAsync(broker.Options, "last");
        MqttClientOptions options = Options(broker.Options) with
        {
            Will = new MqttWill("last", "words"u8.ToArray(), Retain: false),
            OnMessage = _ => throw new InvalidDataException("cannot read this"),
        };
        await using MqttClient client = MqttClient.Create(options);
        await client.ConnectAsync();
        await client.SubscribeAsync(["a"]);
        await client.PublishAsync("a", new byte[1], Once);
        MqttException? cause = await client.Disconnected.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("cannot read this", cause!.Message);
        await Eventually.True(() => watcher.Messages.Count == 1, "the will");
    }

    [SkippableFact]
    public async Task Session_that_expires_later_keeps_messages_while_the_client_is_away()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        MqttClientOptions options = Options(broker.Options) with { CleanStart = false, SessionExpiry = TimeSpan.FromHours(1) };
        await using (MqttClient first = MqttClient.Create(options))
        {
            Assert.False((await first.ConnectAsync()).SessionPresent);
            await first.SubscribeAsync(["a"]);
        }
        await using MqttClient other = await Connect(broker.Options);
        Assert.Equal(MqttReason.Success, await other.PublishAsync("a", new byte[1], Once));
        TaskCompletionSource<string> received = new();
        await using MqttClient second = MqttClient.Create(options with
        {
            OnMessage = m =>
            {
                received.TrySetResult(m.Topic);
                return ValueTask.CompletedTask;
            },
        });
        Assert.True((await second.ConnectAsync()).SessionPresent);
        Assert.Equal("a", await received.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [SkippableFact]
    public async Task Handler_that_is_too_slow_costs_the_connection_not_the_memory()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        using SemaphoreSlim gate = new(0);
        MqttClientOptions options = Options(broker.Options) with
        {
            MessageQueueLimit = 4,
            HandlerPatience = TimeSpan.FromMilliseconds(200),
            OnMessage = async _ => await gate.WaitAsync(),
        };
        await using MqttClient client = MqttClient.Create(options);
        await client.ConnectAsync();
        await client.SubscribeAsync(["a"]);
        await using MqttClient other = await Connect(broker.Options);
        for (int i = 0; i < 20; i++) await other.PublishAsync("a", new byte[1], Once);
        MqttException? cause = await client.Disconnected.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("faster than they are handled", cause!.Message);
        gate.Release(100);
    }

    private static MqttClientOptions Options(BrokerOptions broker, string? id = null) =>
        new() { Broker = broker, ClientId = id ?? $"test-{Guid.NewGuid():N}", Time = TimeProvider.System };

    private static async Task<MqttClient> Connect(BrokerOptions broker, string? id = null, CancellationToken cancellationToken = default)
    {
        MqttClient client = MqttClient.Create(Options(broker, id));
        try
        {
            await client.ConnectAsync(cancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>A port that takes connections and says nothing, or one whose queue is full so that SYN packets are dropped.</summary>
    private static Socket BlackHole(bool listens, out List<Socket> fillers)
    {
        Socket hole = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        hole.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        hole.Listen(listens ? 10 : 0);
        fillers = [];
        for (int i = 0; i < (listens ? 0 : 4); i++)
        {
            Socket filler = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            try
            {
                filler.Connect(hole.LocalEndPoint!);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
            {
                // Under way, or dropped: both fill the queue.
            }
            fillers.Add(filler);
        }
        return hole;
    }
}
