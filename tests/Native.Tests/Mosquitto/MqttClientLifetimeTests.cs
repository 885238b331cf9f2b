using System.Globalization;
using SafeCity.Edge.Transport.Native.Mosquitto;
using Transport.Tests.Broker;

namespace SafeCity.Edge.Native.Tests.Mosquitto;

public sealed class MqttClientLifetimeTests : NativeTest
{
    [SkippableFact]
    public async Task Two_hundred_clients_that_connect_and_go_leave_no_handle_thread_or_file_behind()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        // In a process of its own: in this one other tests' processes, finalizers and the runner open and close files as well.
        ChildResult result = await ChildProcess.Run(
            $"{nameof(MqttClientLifetimeTests)}.{nameof(ConnectAndGo)}", [broker.Port.ToString(CultureInfo.InvariantCulture)]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    /// <summary>Exit code 1, with what it was, when something is left behind.</summary>
    [ChildEntry]
    internal static int ConnectAndGo(string[] arguments) =>
        ConnectAndGoAsync(int.Parse(arguments[0], CultureInfo.InvariantCulture)).GetAwaiter().GetResult();

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
        await Eventually.True(() => Live(nameof(MosquittoHandle)) == 0, "all clients are destroyed");
    }

    [Fact]
    public void An_option_that_the_library_refuses_leaves_nothing_behind()
    {
        MqttClientOptions options = Options(1883) with { Will = new MqttWill("a/#", new byte[1], Retain: false) };
        MqttException e = Assert.Throws<MqttException>(() => MqttClient.Create(options));
        Assert.Equal(MqttFailure.Invalid, e.Kind);
        Assert.Contains("a/#", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, Live(nameof(MosquittoHandle)));
    }

    private static async Task<int> ConnectAndGoAsync(int port)
    {
        // What the runtime opens once (its pipes, the library's random source) is there after a few.
        await Cycle(port, 20);
        await AllGone();
        string[] files = OpenFiles();
        await Cycle(port, 200);
        await AllGone();
        string[] more = OpenFiles();
        if (more.Length <= files.Length) return 0;
        Console.WriteLine($"{files.Length} files before: {string.Join(' ', files)}; {more.Length} after: {string.Join(' ', more)}");
        return 1;
    }

    private static async Task AllGone()
    {
        string[] handles = [nameof(MosquittoHandle), nameof(MqttPropertyListHandle)];
        await Eventually.True(() => LoopThreads() == 0 && handles.All(h => Live(h) == 0), "all clients and loop threads are gone");
    }

    private static async Task Cycle(int port, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await using MqttClient client = MqttClient.Create(Options(port));
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

    private static int Live(string handle)
    {
        IReadOnlyDictionary<string, int> live = NativeHandleRecords.Live();
        return live.Where(pair => pair.Key.EndsWith(":" + handle, StringComparison.Ordinal)).Sum(pair => pair.Value);
    }

    // Without assemblies: the runtime loads one (two files) whenever its background compiler gets to code that needs it.
    private static string[] OpenFiles() =>
        [.. Directory.GetFileSystemEntries("/proc/self/fd")
            .Select(f => new FileInfo(f).LinkTarget ?? "")
            .Where(f => !f.EndsWith(".dll", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
}
