using System.Text;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Uplink;
using Transport.Tests.Broker;

namespace Transport.Tests.Uplink;

public sealed class CommandTests
{
    private const string Good =
        """{"commandId":"c1","stream":"cam1","epoch":7,"from":1,"to":9,""" +
        "\"issuedAt\":\"2026-10-05T08:00:00.000Z\",\"notAfter\":\"2026-10-05T08:01:00.000Z\"}";

    private static readonly DateTimeOffset Now = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Replay_command_survives_writing_and_reading()
    {
        ReplayCommand command = new("c1", "cam1", 7, 1, 9, Now, Now.AddMinutes(1));
        Assert.Equal(command, ReplayCommand.Parse(command.ToJson(), Now));
        Assert.Equal(Good, Encoding.UTF8.GetString(command.ToJson()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"commandId\":\"c1\"")]
    public void Payload_that_is_no_command_is_refused(string json) => Assert.Null(ReplayCommand.Parse(Encoding.UTF8.GetBytes(json), Now));

    [Theory]
    [InlineData("\"c1\"", "\"\"")]
    [InlineData("\"c1\"", "null")]
    [InlineData("\"c1\"", "5")]
    [InlineData("\"from\":1", "\"from\":0")]
    [InlineData("\"from\":1", "\"from\":10")]
    [InlineData("\"to\":9", "\"to\":9e99")]
    [InlineData("2026-10-05T08:00:00.000Z", "yesterday")]
    [InlineData("2026-10-05T08:01:00.000Z", "2026-10-05T07:59:59.999Z")]
    [InlineData(",\"notAfter\":\"2026-10-05T08:01:00.000Z\"", "")]
    public void Command_with_a_wrong_or_missing_member_is_refused(string good, string bad)
    {
        Assert.Contains(good, Good);
        Assert.NotNull(ReplayCommand.Parse(Encoding.UTF8.GetBytes(Good), Now));
        Assert.Null(ReplayCommand.Parse(Encoding.UTF8.GetBytes(Good.Replace(good, bad)), Now));
    }

    [Fact]
    public void Random_bytes_and_truncations_are_refused_without_an_exception()
    {
        byte[] good = new ReplayCommand("c1", "cam1", 7, 1, 9, Now, Now.AddMinutes(1)).ToJson();
        for (int length = 0; length < good.Length; length++) Assert.Null(ReplayCommand.Parse(good.AsSpan(0, length), Now));
        Random random = new(5);
        byte[] noise = new byte[200];
        for (int i = 0; i < 1000; i++)
        {
            random.NextBytes(noise);
            Assert.Null(ReplayCommand.Parse(noise, Now));
        }
        Assert.Null(ReplayCommand.Parse(new byte[100_000], Now));
    }

    [SkippableFact]
    public async Task Malformed_unknown_retained_and_repeated_commands_are_counted_and_a_good_one_is_carried_out_once()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        MqttPublishOptions once = new();
        byte[] good = Command("good", TestUplink.Camera.Stream, 4, 6);
        await platform.Client.PublishAsync(TestUplink.Topics.Command("replay"), Command("kept", TestUplink.Camera.Stream, 1, 9),
            once with { Retain = true });
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 9);
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));

        await platform.Client.PublishAsync(TestUplink.Topics.Command("replay"), "nonsense"u8.ToArray(), once);
        await platform.Client.PublishAsync(TestUplink.Topics.Command("format-disk"), good, once);
        await platform.Client.PublishAsync(TestUplink.Topics.Command("replay"), Command("other", "cam9", 1, 2), once);
        await platform.Client.PublishAsync(TestUplink.Topics.Command("replay"), good, once);
        await platform.Client.PublishAsync(TestUplink.Topics.Command("replay"), good, once);
        await Eventually.True(() => uplink.Statistics.CommandsIgnored == 4, "four commands ignored");
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));

        await Eventually.True(() => Numbers(platform).Length == 12, "nine events and three again");
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 5, 6], Numbers(platform));
        Assert.Equal(1, uplink.Statistics.Replays);
        Assert.True(uplink.Statistics.Connected);
    }

    private static byte[] Command(string id, string stream, long from, long to) =>
        new ReplayCommand(id, stream, TestUplink.Camera.Epoch, from, to, TimeProvider.System.GetUtcNow(),
            TimeProvider.System.GetUtcNow().AddMinutes(1)).ToJson();

    private static int[] Numbers(TestSubscriber platform) =>
        [.. platform.Messages.Where(m => m.Topic.Contains("/evt/")).Select(m => int.Parse(Encoding.ASCII.GetString(m.Payload.Span)))];
}
