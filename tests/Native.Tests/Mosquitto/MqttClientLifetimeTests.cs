using SafeCity.Edge.Transport.Native.Mosquitto;
using Transport.Tests.Broker;

namespace SafeCity.Edge.Native.Tests.Mosquitto;

public sealed class MqttClientLifetimeTests : NativeTest
{
    [SkippableFact]
    public async Task Two_hundred_clients_that_connect_and_go_leave_no_handle_thread_or_file_behind()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        // What the runtime starts once (pool threads, sockets' engine) is there after a few.
        await Cycle(broker, 20);
        int threads = LoopThreads();
        int files = OpenFiles();

        await Cycle(broker, 200);

        Assert.False(NativeHandleRecords.Live().ContainsKey(nameof(MosquittoHandle)));
        Assert.False(NativeHandleRecords.Live().ContainsKey(nameof(MqttPropertyListHandle)));
        await Eventually.True(
            () => LoopThreads() <= threads && OpenFiles() <= files, $"no more than {threads} loop threads and {files} files");
    }

    [SkippableFact]
    public async Task Clients_that_never_connected_or_never_reached_a_broker_leave_nothing_behind()
    {
        int port = MosquittoBroker.FreePort();
        for (int i = 0; i < 20; i++)
        {
            await using MqttClient unused = MqttClient.Create(Options(port));
            await using MqttClient failing = MqttClient.Create(Options(port));
            await Assert.ThrowsAsync<MqttException>(() => failing.ConnectAsync());
        }
        await Eventually.True(() => !NativeHandleRecords.Live().ContainsKey(nameof(MosquittoHandle)), "all clients are destroyed");
    }

    [Fact]
    public void An_option_that_the_library_refuses_leaves_nothing_behind()
    {
        MqttClientOptions options = Options(1883) with { Will = new MqttWill("a/#", new byte[1], Retain: false) };
        MqttException e = Assert.Throws<MqttException>(() => MqttClient.Create(options));
        Assert.Equal(MqttFailure.Invalid, e.Kind);
        Assert.Contains("a/#", e.Message, StringComparison.Ordinal);
        Assert.False(NativeHandleRecords.Live().ContainsKey(nameof(MosquittoHandle)));
    }

    private static async Task Cycle(MosquittoBroker broker, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await using MqttClient client = MqttClient.Create(Options(broker.Port));
            await client.ConnectAsync();
            if (i % 2 == 0) await client.PublishAsync("a", new byte[100], new MqttPublishOptions { ContentType = "text/plain" });
        }
    }

    private static MqttClientOptions Options(int port) => new()
    {
        Broker = new() { Host = "127.0.0.1", Port = port, ConnectTimeout = TimeSpan.FromSeconds(5) },
        ClientId = $"cycle-{Guid.NewGuid():N}",
        Time = TimeProvider.System,
        SessionExpiry = TimeSpan.FromSeconds(1),
    };

    private static int LoopThreads() => Directory.GetDirectories("/proc/self/task").Count(t => NameOf(t) == "mqtt-loop");

    private static string NameOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm")).Trim();
        }
        catch (IOException)
        {
            // It has just ended.
            return "";
        }
    }

    private static int OpenFiles() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
