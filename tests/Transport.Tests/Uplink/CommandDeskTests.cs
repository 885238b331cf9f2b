using System.Text;
using System.Text.Json;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;
using Transport.Tests.Broker;
using Transport.Tests.Contract.Schema;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Uplink;

/// <summary>Commands over a real broker: replies, repetitions, signatures, audit (contract, section 8).</summary>
public sealed class CommandDeskTests : IDisposable
{
    private static readonly string ReplyTopic = TestUplink.Topics.ReplyRoot + "operator";

    private readonly TemporaryFolder _folder = new();
    private readonly TestCommands _target = new();
    private readonly SealKey _operator;

    public CommandDeskTests() => _operator = SealKey.Open(_folder.File("operator.pem"));

    public void Dispose()
    {
        _operator.Dispose();
        _folder.Dispose();
    }

    [SkippableTheory]
    [InlineData(MqttProtocol.V5)]
    [InlineData(MqttProtocol.V311)]
    public async Task Command_is_accepted_carried_out_once_and_audited_and_a_repetition_gets_the_stored_reply(MqttProtocol protocol)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        using OutboxStore outbox = Open();
        await using (TestUplink uplink = await StartAsync(broker.Options with { Protocol = protocol }, outbox))
        {
            await AskAsync(platform, "snapshot", Command("c1"));
            await Eventually.True(() => Replies(platform).Count == 2, "accepted and done");
            Assert.Equal(["accepted", "done"], Replies(platform).Select(r => r.Status));
            Assert.Equal("snapshot of cam1", Replies(platform)[1].Detail);
            await AskAsync(platform, "snapshot", Command("c1"));
            await Eventually.True(() => Replies(platform).Count == 3, "the same again");
            Assert.Equal(Replies(platform)[1], Replies(platform)[2]);
        }
        // A restart later it is still known.
        await using (TestUplink uplink = await StartAsync(broker.Options with { Protocol = protocol }, outbox))
        {
            await AskAsync(platform, "snapshot", Command("c1"));
            await Eventually.True(() => Replies(platform).Count == 4, "and again");
        }
        Assert.Equal(1, _target.Runs);
        Assert.Equal(["accepted", "done"], Audits(outbox).Select(a => a.Status));
        Assert.All(platform.Messages, m => Assert.Null(ContractSchema.Fault(m.Topic, m.Payload)));
    }

    [SkippableFact]
    public async Task Expired_unknown_unsigned_failing_and_misdirected_commands_do_nothing_and_say_why()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        using OutboxStore outbox = Open();
        await using TestUplink uplink = await StartAsync(broker.Options, outbox);
        await AskAsync(platform, "snapshot", Command("late", notAfter: TimeProvider.System.GetUtcNow().AddSeconds(-1)));
        await AskAsync(platform, "format-disk", Command("unknown"));
        await AskAsync(platform, "purge", Command("unsigned"));
        await AskAsync(platform, "purge", Sign(Command("elsewhere") with { Name = "purge", Device = "acme/harbour/other" }));
        await AskAsync(platform, "purge", Sign(Command("other command") with { Name = "snapshot", Device = "acme/harbour/d7f3a1" }));
        await AskAsync(platform, "snapshot", Command("misdirected"), "sc1/acme/harbour/d7f3a1/evt/cam1/track");
        await AskAsync(platform, "snapshot", Command("misdirected2"), "sc1/acme/harbour/other/rsp/operator");
        await AskAsync(platform, "fail", Command("failing"));
        await Eventually.True(() => Replies(platform).Count == 5, "three refusals, accepted and failed");
        Assert.Equal(
            [("late", "expired"), ("unknown", "rejected"), ("unsigned", "rejected"), ("failing", "accepted"), ("failing", "failed")],
            Replies(platform).Select(r => (r.CommandId, r.Status)));
        Assert.Equal((7L, 0), (uplink.Statistics.CommandsIgnored, _target.Runs));
        Assert.Equal(["failing", "failing"], Audits(outbox).Select(a => a.CommandId));
        Assert.Contains("must be signed", Replies(platform)[2].Detail);
    }

    [SkippableFact]
    public async Task Purge_signed_by_the_operator_erases_and_leaves_tombstones_and_an_audit_record_with_the_key()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        using OutboxStore outbox = Open();
        await Task.WhenAll(Enumerable.Range(1, 20).Select(n => outbox.CommitAsync(Sample.Fact(n, n % 2 == 0 ? "cam1" : "cam2", 500), default)));
        await using TestUplink uplink = await StartAsync(broker.Options, outbox);
        CommandMessage purge = Command("p1", "{\"camera\":\"cam1\"}") with { Name = "purge", Device = "acme/harbour/d7f3a1" };
        await AskAsync(platform, "purge", Sign(purge));
        await Eventually.True(() => Replies(platform).Count == 2, "accepted and done");
        Assert.Equal("20 records erased", Replies(platform)[1].Detail);
        Assert.Equal(["cam2", "cam2.kf"], outbox.Positions().Where(p => p.Stream.Stream != "sys"
            && outbox.ReadUnacknowledged(p.Stream, 0, 100).Any(r => !r.IsTombstone)).Select(p => p.Stream.Stream));
        Assert.Equal(_operator.Id, Audits(outbox)[1].KeyId);
        using OutboxInspector store = OutboxInspector.Open(_folder.File("outbox.db"));
        Assert.Empty(OutboxCheck.Run(store));
    }

    [SkippableFact]
    public async Task Birth_says_what_the_box_can_and_is_said_again_when_asked()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        using OutboxStore outbox = Open();
        await using TestUplink uplink = await StartAsync(broker.Options, outbox);
        await AskAsync(platform, "birth", Command("b1"));
        await AskAsync(platform, "ping", Command("b2", "{\"text\":\"hello\"}"));
        await Eventually.True(() => Replies(platform).Count == 4, "both");
        Assert.Equal("hello", Replies(platform)[^1].Detail);
        MqttMessage[] births = [.. platform.Messages.Where(m => m.Topic == TestUplink.Topics.Birth)];
        Assert.Equal(2, births.Length);
        Assert.Superset(new HashSet<string> { "cmd/ping", "cmd/snapshot", "cmd/purge" },
            StatusMessages.ReadBirth(births[1].Payload.Span)!.Capabilities.ToHashSet());
    }

    [SkippableFact]
    public async Task Correlation_data_and_response_topic_travel_as_properties()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        using OutboxStore outbox = Open();
        await using TestUplink uplink = await StartAsync(broker.Options, outbox);
        MqttPublishOptions options = new() { ResponseTopic = ReplyTopic, CorrelationData = "abc"u8.ToArray() };
        await platform.Client.PublishAsync(TestUplink.Topics.Command("ping"), Bytes(Command("c1")), options);
        await Eventually.True(() => Replies(platform).Count == 2, "both replies");
        Assert.All(platform.Messages.Where(m => m.Topic == ReplyTopic), m => Assert.Equal("abc", Encoding.ASCII.GetString(m.CorrelationData.Span)));
    }

    private OutboxStore Open() => Sample.Open(_folder.File("outbox.db"), change: o => o with { Consumer = "platform", GroupCommitWindowMs = 1 });

    private async Task<TestUplink> StartAsync(BrokerOptions broker, OutboxStore outbox)
    {
        TestUplink uplink = TestUplink.Start(
            broker, outbox, o => o with { CommandTarget = _target, OperatorKeys = [[.. _operator.PublicKey]] });
        await uplink.ConnectedAsync();
        return uplink;
    }

    private static CommandMessage Command(string id, string args = "{\"camera\":\"cam1\"}", DateTimeOffset? notAfter = null)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return new CommandMessage
        {
            CommandId = id,
            Issuer = "anna",
            IssuedAt = now,
            NotAfter = notAfter ?? now.AddMinutes(1),
            Args = JsonDocument.Parse(args).RootElement,
        };
    }

    private static Task AskAsync(TestSubscriber platform, string name, CommandMessage command, string? replyTo = null) =>
        AskAsync(platform, name, Bytes(command with { ResponseTopic = replyTo ?? ReplyTopic }));

    private static async Task AskAsync(TestSubscriber platform, string name, byte[] payload) =>
        _ = await platform.Client.PublishAsync(TestUplink.Topics.Command(name), payload, new MqttPublishOptions());

    private byte[] Sign(CommandMessage command) => JsonSerializer.SerializeToUtf8Bytes(
        Dsse.Sign(CommandMessage.PayloadType, Bytes(command with { ResponseTopic = ReplyTopic }), _operator), StateJson.Default.DsseEnvelope);

    private static byte[] Bytes(CommandMessage command) => JsonSerializer.SerializeToUtf8Bytes(command, StateJson.Default.CommandMessage);

    private static List<CommandReply> Replies(TestSubscriber platform) => [.. platform.Messages.Where(m => m.Topic == ReplyTopic)
        .Select(m => JsonSerializer.Deserialize(m.Payload.Span, StateJson.Default.CommandReply)!)];

    private static List<EventAudit> Audits(OutboxStore outbox) => [.. outbox.Positions().Where(p => p.Stream.Stream == "sys")
        .SelectMany(p => outbox.ReadUnacknowledged(p.Stream, 0, 100))
        .Select(r => EventText.TryReadEvent(r.Body.Span, out CloudEvent? e, out _) ? e.Data.Audit : null).OfType<EventAudit>()];
}
