using System.Text;
using System.Text.Json;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Uplink;
using Transport.Tests.Broker;

namespace Transport.Tests.Uplink;

public sealed class UplinkTests
{
    [SkippableTheory]
    [InlineData(MqttProtocol.V5, "")]
    [InlineData(MqttProtocol.V311, "")]
    [InlineData(MqttProtocol.V5, "max_inflight_messages 1")]
    public async Task Records_arrive_once_in_order_and_are_acknowledged(MqttProtocol protocol, string settings)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(settings);
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 100);
        await using TestUplink uplink = TestUplink.Start(broker.Options with { Protocol = protocol }, records);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        TestUplink.AddEvents(records, 101, 200);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        await Eventually.True(() => Numbers(platform).Count == 200, "all events");
        Assert.Equal(Enumerable.Range(1, 200), Numbers(platform));
        Assert.Equal((200, 200, true), (uplink.Statistics.Published, uplink.Statistics.Acknowledged, uplink.Statistics.Connected));
        Assert.Equal(200, records.Acknowledgements);
    }

    [SkippableFact]
    public async Task Records_without_a_subscriber_are_kept_and_sent_in_order_when_one_comes()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 300);
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        await Eventually.True(() => uplink.Statistics.WithoutSubscriber >= 3, "three attempts without a subscriber");
        Assert.Equal(0, records.Acknowledgements);
        Assert.Contains("nobody subscribes to", uplink.Statistics.LastError);
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        await Eventually.True(() => Numbers(platform).Count == 300, "all events");
        Assert.Equal(Enumerable.Range(1, 300), Numbers(platform));
    }

    [SkippableFact]
    public async Task Broker_that_is_absent_at_the_start_is_found_when_it_comes()
    {
        await using MosquittoBroker broker = MosquittoBroker.Prepare();
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 10);
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        await Eventually.True(() => uplink.Statistics.Reconnects >= 2, "two failed attempts");
        Assert.Contains("no broker answers at", uplink.Statistics.LastError);
        await broker.StartAgainAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(1, uplink.Statistics.Connects);
    }

    [SkippableFact]
    public async Task State_birth_and_health_are_retained_and_a_stop_says_where_each_stream_ends()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 3);
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        string[] told = [TestUplink.Topics.State, TestUplink.Topics.Birth, TestUplink.Topics.Health];
        await using TestSubscriber witness = await TestSubscriber.ListenAsync(broker.Options, told);
        await Eventually.True(() => told.All(t => witness.Messages.Any(m => m.Topic == t)), "all three told");
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        await Eventually.True(() => platform.Messages.Count(m => m.Retained) == 3, "three retained messages");
        Assert.Equal("online", Json(platform, TestUplink.Topics.State).GetProperty("state").GetString());
        JsonElement birth = Json(platform, TestUplink.Topics.Birth);
        Assert.Equal(("d7f3a1", "0.1.0", "mqtt5", "broker"),
            (Member(birth, "device"), Member(birth, "agentVersion"), Member(birth, "protocol"), Member(birth, "guarantee")));
        Assert.Equal("9f2c", birth.GetProperty("models")[0].GetProperty("sha256").GetString());
        Assert.Equal(4, Json(platform, TestUplink.Topics.Health).GetProperty("streams")[0].GetProperty("nextSequence").GetInt64());

        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        TestUplink.AddEvents(records, 4, 4);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        Assert.True(await uplink.Uplink.StopAsync(TimeSpan.FromSeconds(10)));
        await uplink.Running;
        await Eventually.True(() => Member(Json(platform, TestUplink.Topics.State), "state") == "offline", "the farewell");
        JsonElement state = Json(platform, TestUplink.Topics.State);
        Assert.Equal("stopped", Member(state, "reason"));
        Assert.Equal(5, state.GetProperty("streams")[0].GetProperty("nextSequence").GetInt64());
        Assert.Equal(UplinkState.Stopped, uplink.Statistics.State);
    }

    [SkippableFact]
    public async Task Health_is_told_again_and_again()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Health);
        await using TestUplink uplink = TestUplink.Start(
            broker.Options, new MemoryRecords(), o => o with { HealthInterval = TimeSpan.FromMilliseconds(20) });
        await Eventually.True(() => platform.Messages.Count >= 3, "three health messages");
    }

    [SkippableFact]
    public async Task Own_birth_further_on_than_the_store_is_reported()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using (TestUplink first = TestUplink.Start(broker.Options, Filled(bias: 0)))
        {
            await first.ConnectedAsync();
        }
        await using TestUplink same = TestUplink.Start(broker.Options, Filled(bias: 0));
        await same.ConnectedAsync();
        await Eventually.True(() => same.Statistics.WithoutSubscriber > 0, "the session runs");
        Assert.False(same.Statistics.StoreWentBack);
        await same.DisposeAsync();
        await using TestUplink older = TestUplink.Start(broker.Options, Filled(bias: 2));
        await Eventually.True(() => older.Statistics.StoreWentBack, "the older store is noticed");
    }

    [SkippableFact]
    public async Task Publication_that_is_not_allowed_is_held_and_reported()
    {
        string rules = Path.GetTempFileName();
        await File.WriteAllTextAsync(rules, $"""
            topic readwrite {TestUplink.Topics.State}
            topic readwrite {TestUplink.Topics.Birth}
            topic write {TestUplink.Topics.Health}
            topic read #

            """);
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync($"acl_file {rules}");
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 3);
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        await Eventually.True(() => uplink.Statistics.NotAllowed >= 2, "two refusals");
        Assert.Contains("grant it write access", uplink.Statistics.LastError);
        Assert.Equal(3, records.Unacknowledged);
        File.Delete(rules);
    }

    [SkippableFact]
    public async Task Stop_without_a_broker_is_quick()
    {
        await using MosquittoBroker broker = MosquittoBroker.Prepare();
        TestUplink uplink = TestUplink.Start(
            broker.Options, new MemoryRecords(),
            o => o with { ReconnectDelayMin = TimeSpan.FromMinutes(1), ReconnectDelayMax = TimeSpan.FromMinutes(2) });
        await Eventually.True(() => uplink.Statistics.Reconnects == 1, "one failed attempt");
        Assert.True(await uplink.Uplink.StopAsync(TimeSpan.FromSeconds(2)));
        await uplink.Running;
        await uplink.DisposeAsync();
    }

    private static MemoryRecords Filled(long bias)
    {
        MemoryRecords records = new() { Bias = bias };
        TestUplink.AddEvents(records, 1, 5);
        return records;
    }

    private static List<int> Numbers(TestSubscriber platform) =>
        [.. platform.Messages.Where(m => m.Topic.Contains("/evt/")).Select(m => int.Parse(Encoding.ASCII.GetString(m.Payload.Span)))];

    private static JsonElement Json(TestSubscriber platform, string topic)
    {
        MqttMessage message = platform.Messages.Last(m => m.Topic == topic);
        return JsonDocument.Parse(message.Payload).RootElement;
    }

    private static string? Member(JsonElement element, string name) => element.GetProperty(name).GetString();
}
