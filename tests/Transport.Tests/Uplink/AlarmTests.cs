using SafeCity.Edge.Transport.Native.Mosquitto;
using Transport.Tests.Broker;
using Transport.Tests.Contract.Schema;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Uplink;

/// <summary>Early copies of alarms (contract, section 3).</summary>
public sealed class AlarmTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task Alarm_of_an_outage_comes_before_the_backlog_and_again_in_its_place_with_the_same_bytes()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        using OutboxStore outbox = Sample.Open(_folder.File("outbox.db"), change: o => o with { QueueWaitMs = 60_000 });
        for (int i = 0; i < 1000; i += 200)
            await Task.WhenAll(Enumerable.Range(i, 200).Select(n => outbox.CommitAsync(Sample.Fact(n), default)));
        _ = await outbox.CommitAsync(Sample.Fact(5000) with { Urgent = true, Type = "zone" }, default);
        await using TestUplink uplink = TestUplink.Start(broker.Options, outbox);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(60)));
        string evidence = TestUplink.Topics.Event("cam1", "zone"), early = TestUplink.Topics.Alert("cam1");
        await Eventually.True(() => platform.Messages.Any(m => m.Topic == evidence), "the record itself");
        List<MqttMessage> messages = [.. platform.Messages];
        int copy = messages.FindIndex(m => m.Topic == early), record = messages.FindIndex(m => m.Topic == evidence);
        Assert.InRange(copy, 0, 200);
        Assert.True(record > 1000);
        Assert.True(messages[copy].Payload.Span.SequenceEqual(messages[record].Payload.Span));
        Assert.Equal(1, messages.Count(m => m.Topic == early));
        Assert.All(messages, m => Assert.Null(ContractSchema.Fault(m.Topic, m.Payload)));
        Assert.Equal(1, uplink.Statistics.Alerts);
    }
}
