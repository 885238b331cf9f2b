using System.Text.Json;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using Transport.Tests.Broker;
using Transport.Tests.Contract.Schema;

namespace Pipeline.Tests.Delivery;

/// <summary>Commands of a platform to the agent as it ships.</summary>
public sealed class CommandTests
{
    [SkippableFact]
    public async Task Platform_asks_for_a_snapshot_a_self_test_and_a_restart_and_each_is_audited()
    {
        await using Site site = await Site.OpenAsync();
        string store = Path.Combine(site.Folder, "platform.db");
        Topics topics = new(new DeviceIdentity("demo", "demo", "edge-01"));
        await using MqttClient platform = MqttClient.Create(new MqttClientOptions
        {
            Broker = site.Broker.Options,
            ClientId = "operator",
            Time = TimeProvider.System,
            OnMessage = message =>
            {
                Assert.Null(ContractSchema.Fault(message.Topic, message.Payload));
                lock (_replies) _replies.Add(JsonSerializer.Deserialize(message.Payload.Span, StateJson.Default.CommandReply)!);
                return default;
            },
        });
        await platform.ConnectAsync();
        await platform.SubscribeAsync([topics.ReplyRoot + "operator"]);
        using AgentProcess keeping = await site.StoreAsync(store);
        using AgentProcess agent = site.StartAgent(DemoClip.Path, "--speed", "realtime", "--consumer", "platform");
        await Eventually.True(() => Asked(platform, topics, "selftest", "warm-up").Result, "the agent listens", 60);

        await AskAsync(platform, topics, "snapshot", "s1");
        await AskAsync(platform, topics, "config-validate", "v1", """{"yaml":"cameras: 7"}""");
        await AskAsync(platform, topics, "restart", "r1");
        (await agent.WaitForEndAsync()).Expect(ExitCode.Ok);
        (await keeping.WaitForEndAsync()).Expect(ExitCode.Ok);
        Assert.Equal(("done", "failed", "done"), (Last("s1").Status, Last("v1").Status, Last("r1").Status));

        using SqliteConsumerStore stored = SqliteConsumerStore.Open(store);
        StoredLog frames = stored.Logs().Single(l => l.Stream.IsKeyFrames), events = stored.Logs().Single(l => l.Stream.Stream == "cam1");
        string id = Last("s1").Detail!;
        Assert.Contains(stored.Released(events, 0, 1000), r => r.Name.Id == id);
        Assert.Contains(stored.Released(frames, 0, 1000), r => System.Text.Encoding.UTF8.GetString(r.Body.Span).Contains(id, StringComparison.Ordinal));
        Assert.True(stored.Released(stored.Logs().Single(l => l.Stream.Stream == "sys"), 0, 1000).Count >= 6);
    }

    private readonly List<CommandReply> _replies = [];

    private CommandReply Last(string id)
    {
        lock (_replies) return _replies.Last(r => r.CommandId == id);
    }

    /// <summary>Asks until somebody answers: the same id does nothing twice.</summary>
    private async Task<bool> Asked(MqttClient platform, Topics topics, string name, string id)
    {
        await AskAsync(platform, topics, name, id);
        await Task.Delay(200);
        lock (_replies) return _replies.Exists(r => r.CommandId == id && r.Status is "done" or "failed");
    }

    private static async Task AskAsync(MqttClient platform, Topics topics, string name, string id, string args = "{}")
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        CommandMessage command = new()
        {
            CommandId = id,
            Issuer = "operator",
            IssuedAt = now,
            NotAfter = now.AddMinutes(5),
            Args = JsonDocument.Parse(args).RootElement,
            ResponseTopic = topics.ReplyRoot + "operator",
        };
        _ = await platform.PublishAsync(topics.Command(name), JsonSerializer.SerializeToUtf8Bytes(command, StateJson.Default.CommandMessage),
            new MqttPublishOptions());
    }
}
