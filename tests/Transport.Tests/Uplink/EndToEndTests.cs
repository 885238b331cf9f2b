using System.Text.Json;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;
using Transport.Tests.Broker;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Uplink;

/// <summary>The uplink in end-to-end mode (contract D4 to D7): only the consumer's cursor lets go of a record.</summary>
public sealed class EndToEndTests : IDisposable
{
    private const string Consumer = "platform";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Records_stay_until_the_cursor_and_no_more_than_the_window_is_outstanding()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        using OutboxStore outbox = Open();
        StreamKey stream = await RecordAsync(outbox, 1, 600);
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox);
        await Eventually.True(() => uplink.Statistics.Acknowledged == 256, "a full window");
        await Eventually.True(() => Sequences(platform).Count == 256, "its messages");
        Assert.Equal(600, outbox.Counts().EventsPending);
        Assert.Equal("endToEnd", Member(platform, TestUplink.Topics.Birth, "guarantee"));

        await PublishAsync(platform, stream, 100);
        await Eventually.True(() => Sequences(platform).Count == 356, "a hundred more");
        Assert.Equal(500, outbox.Counts().EventsPending);
        await PublishAsync(platform, stream, 356);
        await Eventually.True(() => Sequences(platform).Count == 600, "all");
        await PublishAsync(platform, stream, 600);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(Enumerable.Range(1, 600).Select(n => (long)n), Sequences(platform));
        Assert.Equal((0, 0), (uplink.Statistics.Stalls, uplink.Statistics.CursorsIgnored));
    }

    [Fact]
    public async Task Stream_without_a_cursor_is_sent_again_from_it_in_order_after_growing_waits()
    {
        await using RudeBroker broker = new((_, _) => 0);
        using OutboxStore outbox = Open();
        await RecordAsync(outbox, 1, 10);
        await using TestUplink uplink = TestUplink.Start(
            broker.Options, outbox, o => o with
            {
                StallAfter = TimeSpan.FromMilliseconds(200),
                StallAfterMax = TimeSpan.FromMilliseconds(
                400)
            });
        await Eventually.True(() => broker.Published.Count(p => p.Topic.Contains("/evt/")) >= 30, "three times");
        Assert.True(uplink.Statistics.Stalls >= 2);
        long[] sent = [.. broker.Published.Where(p => p.Topic.Contains("/evt/")).Take(30).Select(p => Sequence(p.Payload))];
        Assert.Equal([.. Numbers(1, 10), .. Numbers(1, 10), .. Numbers(1, 10)], sent);
        Assert.Equal(10, outbox.Counts().EventsPending);
    }

    [SkippableFact]
    public async Task Cursor_that_the_broker_keeps_decides_where_a_new_connection_begins()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, "sc1/+/+/+/evt/#");
        using OutboxStore outbox = Open();
        StreamKey stream = await RecordAsync(outbox, 1, 20);
        await PublishAsync(platform, stream, 15);
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox, o => o with { CursorWait = TimeSpan.FromSeconds(20) });
        await Eventually.True(() => Sequences(platform).Count == 5, "what the cursor does not cover");
        Assert.Equal(Numbers(16, 20), Sequences(platform));
        Assert.Equal(5, outbox.Counts().EventsPending);
    }

    [SkippableFact]
    public async Task Cursor_ahead_of_a_store_that_was_restored_opens_a_new_epoch_and_nothing_is_swallowed()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        using OutboxStore outbox = Open();
        StreamKey old = await RecordAsync(outbox, 1, 5);
        await PublishAsync(platform, old, 40);
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox, o => o with { CursorWait = TimeSpan.FromSeconds(20) });
        await Eventually.True(() => Sequences(platform).Count == 5, "the five pending ones under new names");
        Assert.True(uplink.Statistics.StoreWentBack);
        Assert.Contains("went back in time", uplink.Statistics.LastError);
        StreamPosition now = outbox.Positions().Single();
        Assert.True(now.Stream.Epoch > old.Epoch);
        JsonElement birth = JsonDocument.Parse(platform.Messages.Last(m => m.Topic == TestUplink.Topics.Birth).Payload).RootElement;
        Assert.Equal(old.Epoch, birth.GetProperty("streams")[0].GetProperty("previousEpoch").GetInt64());
        Assert.All(platform.Messages.Where(m => m.Topic.Contains("/evt/")), m => Assert.Contains($".{now.Stream.Epoch}.", Text(m.Payload)));
    }

    [SkippableFact]
    public async Task Malformed_lower_unknown_and_other_consumers_cursors_change_nothing()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        using OutboxStore outbox = Open();
        StreamKey stream = await RecordAsync(outbox, 1, 10);
        await outbox.AdvanceCursorAsync(stream, 5);
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox);
        await uplink.ConnectedAsync();
        MqttPublishOptions retained = new() { Retain = true };
        string[] bad = ["", "null", "{", "[]", "{\"cursors\":7}", "{\"cursors\":[{\"stream\":\"cam1\",\"epoch\":-1,\"sequence\":7}]}",
            $$"""{"cursors":[{"stream":"cam1","epoch":{{stream.Epoch}},"sequence":4}]}""",
            """{"cursors":[{"stream":"cam7","epoch":5,"sequence":4}]}"""];
        foreach (string text in bad)
            await platform.Client.PublishAsync(TestUplink.Topics.Cursor(Consumer), System.Text.Encoding.UTF8.GetBytes(text), retained);
        await platform.Client.PublishAsync(TestUplink.Topics.Cursor("other"), new CursorMessage([new("cam1", stream.Epoch, 9)]).ToJson(),
            retained);
        await Eventually.True(() => uplink.Statistics.CursorsIgnored == bad.Length, "all are counted");
        Assert.Equal(5, outbox.Counts().EventsPending);
        Assert.False(uplink.Statistics.StoreWentBack);
        Assert.Equal(1, uplink.Statistics.Connects);
    }

    [Fact]
    public async Task Hundred_thousand_malformed_cursors_change_nothing_and_throw_nothing()
    {
        using OutboxStore outbox = Open();
        StreamKey stream = await RecordAsync(outbox, 1, 10);
        byte[] good = new CursorMessage([new CursorPosition(stream.Stream, stream.Epoch, 5)]).ToJson();
        int seed = Environment.TickCount;
        Random random = new(seed);
        UplinkCounters counters = new();
        CursorReader reader = new(TestUplink.Topics, outbox, counters);
        for (int i = 0; i < 100_000; i++)
        {
            // Cut off, or with a byte that no JSON of ours has: never a cursor by chance.
            byte[] bad = [.. good];
            bad[random.Next(bad.Length)] = (byte)random.Next(0x80, 0x100);
            byte[] payload = random.Next(2) == 0 ? bad : good[..random.Next(good.Length)];
            Assert.True(await reader.TakeAsync(TestUplink.Topics.Cursor(Consumer), payload, (_, _) => Assert.Fail($"seed {seed}")));
        }
        Assert.Equal(100_000, counters.Snapshot().CursorsIgnored);
        Assert.Equal(10, outbox.Counts().EventsPending);
        Assert.Single(outbox.Positions());
    }

    [Theory]
    [InlineData(0x90)]
    [InlineData(0x95)]
    [InlineData(0x99)]
    public async Task Record_that_the_broker_will_never_take_gives_way_to_a_tombstone_and_the_stream_goes_on(int reason)
    {
        await using RudeBroker broker = new((topic, payload) =>
            topic.EndsWith("/evt/cam1/track", StringComparison.Ordinal) && Sequence(payload) == 5 ? reason : 0);
        using OutboxStore outbox = Sample.Open(_folder.File("outbox.db"));
        await RecordAsync(outbox, 1, 10);
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(1, uplink.Statistics.Rejected);
        Assert.Equal(5, Sequence(broker.Published.Single(p => p.Topic.EndsWith("/evt/cam1/gap", StringComparison.Ordinal)).Payload));
    }

    private OutboxStore Open() => Sample.Open(_folder.File("outbox.db"), change: o => o with { Consumer = Consumer, QueueWaitMs = 60_000 });

    private static async Task<StreamKey> RecordAsync(OutboxStore outbox, int from, int to)
    {
        CommitReceipt[] receipts = await Task.WhenAll(
            Enumerable.Range(from, to - from + 1).Select(n => outbox.CommitAsync(Sample.Fact(n), default)));
        return receipts[0].Stream;
    }

    private static Task<MqttReason> PublishAsync(TestSubscriber platform, StreamKey stream, long sequence) => platform.Client.PublishAsync(
        TestUplink.Topics.Cursor(Consumer),
        new CursorMessage([new CursorPosition(stream.Stream, stream.Epoch, sequence)]).ToJson(), new MqttPublishOptions { Retain = true });

    private static IEnumerable<long> Numbers(int from, int to) => Enumerable.Range(from, to - from + 1).Select(n => (long)n);

    private static List<long> Sequences(TestSubscriber platform) =>
        [.. platform.Messages.Where(m => m.Topic.Contains("/evt/")).Select(m => Sequence(m.Payload.ToArray()))];

    private static long Sequence(byte[] payload) =>
        EventText.TryReadEvent(payload, out CloudEvent? value, out _) ? long.Parse(value.Sequence) : -1;

    private static string Text(ReadOnlyMemory<byte> payload) => System.Text.Encoding.UTF8.GetString(payload.Span);

    private static string? Member(TestSubscriber platform, string topic, string name) =>
        JsonDocument.Parse(platform.Messages.Last(m => m.Topic == topic).Payload).RootElement.GetProperty(name).GetString();
}
