using System.Collections.Concurrent;
using System.Text;
using SafeCity.Edge.Transport.Native.Mosquitto;
using Transport.Tests.Broker;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Uplink;

public sealed class RudeBrokerTests
{
    [Theory]
    [InlineData(0x80)]
    [InlineData(0x83)]
    [InlineData(0x97)]
    [InlineData(0x87)]
    [InlineData(0xA9)]
    public async Task Reason_that_may_pass_is_retried_in_order_until_it_does(int reason)
    {
        int refusals = 3;
        await using RudeBroker broker = new((topic, payload) =>
            topic.Contains("/evt/") && Text(payload) == "5" && refusals-- > 0 ? reason : 0);
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 40);
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(3, reason == 0x87 ? uplink.Statistics.NotAllowed : uplink.Statistics.Retried);
        Assert.Contains("evt/cam1/track", uplink.Statistics.LastError);
        Assert.Equal(1, broker.Connections);
        // What overtook in flight before the refusal was known is not sent again; the rest follows in order.
        List<int> sent = Events(broker);
        int lastFive = sent.LastIndexOf(5);
        Assert.Equal(Enumerable.Range(1, 40), sent.Distinct().Order());
        Assert.Equal(sent[(lastFive + 1)..].Order(), sent[(lastFive + 1)..]);
    }

    [Fact]
    public async Task Record_without_a_subscriber_among_several_in_flight_is_sent_again_and_the_consumer_restores_the_order()
    {
        using TemporaryFolder folder = new();
        using OutboxStore outbox = Sample.Open(folder.File("outbox.db"));
        await Task.WhenAll(Enumerable.Range(1, 40).Select(n => outbox.CommitAsync(Sample.Fact(n), default)));
        int refusals = 1;
        ConcurrentQueue<(string Topic, byte[] Payload)> taken = new();
        await using RudeBroker broker = new((topic, payload) =>
        {
            if (!topic.Contains("/evt/")) return 0;
            if (Text(payload).Contains("\"0000000000000005\"") && refusals-- > 0) return 0x10;
            taken.Enqueue((topic, payload));
            return 0;
        });
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal((1, 40), (uplink.Statistics.WithoutSubscriber, uplink.Statistics.Acknowledged));
        // What was behind it in flight had a subscriber: the broker cannot take it back, so the reorder buffer gives the order (C2).
        Consumer.Platform platform = new();
        platform.Accept(taken);
        Assert.Equal(40, taken.Count);
        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), platform.Events.Select(e => e.Name.Sequence));
        Assert.True(platform.Core.Report.IsClean);
    }

    [Theory]
    [InlineData(0x90)]
    [InlineData(0x95)]
    [InlineData(0x99)]
    public async Task Record_that_will_never_be_taken_is_reported_and_does_not_stop_the_stream(int reason)
    {
        await using RudeBroker broker = new((topic, payload) => topic.Contains("/evt/") && Text(payload) == "5" ? reason : 0);
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 10);
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        await Eventually.True(() => records.Unacknowledged == 1, "all but one are acknowledged");
        Assert.Equal(1, uplink.Statistics.Rejected);
        Assert.Contains("record 5 of cam1 cannot be sent", uplink.Statistics.LastError);
        Assert.False(await uplink.Uplink.DrainAsync(TimeSpan.FromMilliseconds(50)));
        TestUplink.AddEvents(records, 11, 12);
        await Eventually.True(() => records.Unacknowledged == 1, "later ones too");
        Assert.Equal(1, uplink.Statistics.Rejected);
    }

    [Fact]
    public async Task Packet_id_in_use_makes_a_new_connection()
    {
        int refusals = 1;
        await using RudeBroker broker = new((topic, _) => topic.Contains("/evt/") && refusals-- > 0 ? 0x91 : 0);
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 10);
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(2, broker.Connections);
        Assert.Contains("packet id", uplink.Statistics.LastError);
    }

    [Fact]
    public async Task Broker_that_never_acknowledges_is_left_and_connected_to_again()
    {
        bool silent = true;
        await using RudeBroker broker = new((topic, _) => topic.Contains("/evt/") && Volatile.Read(ref silent) ? RudeBroker.Silence : 0);
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 10);
        await using TestUplink uplink = TestUplink.Start(
            broker.Options, records, o => o with { AcknowledgeTimeout = TimeSpan.FromMilliseconds(200) });
        await Eventually.True(() => broker.Connections >= 2, "another connection");
        Assert.Contains("has acknowledged nothing", uplink.Statistics.LastError);
        Volatile.Write(ref silent, false);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Broker_that_says_why_it_disconnects_is_quoted_with_the_next_step()
    {
        await using RudeBroker broker = new((_, _) => RudeBroker.TakeOver);
        await using MqttClient client = MqttClient.Create(
            new MqttClientOptions { Broker = broker.Options, ClientId = "x", Time = TimeProvider.System });
        await client.ConnectAsync();
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => client.PublishAsync("a", new byte[1], new MqttPublishOptions()));
        Assert.Equal(MqttReason.SessionTakenOver, e.Reason);
        Assert.Contains("give each device its own", e.Message);
    }

    private static string Text(byte[] payload) => Encoding.ASCII.GetString(payload);

    private static List<int> Events(RudeBroker broker) =>
        [.. broker.Published.Where(p => p.Topic.Contains("/evt/")).Select(p => int.Parse(Text(p.Payload)))];
}
