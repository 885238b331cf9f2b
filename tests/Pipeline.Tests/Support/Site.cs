using System.Text.Json;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Transport.Contract;
using Transport.Tests.Broker;
using Transport.Tests.Contract.Schema;

namespace Pipeline.Tests.Support;

/// <summary>A broker, a box with its store, and a platform that listens: all real, in one temporary folder.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Site(MosquittoBroker broker) => Broker = broker;

    internal MosquittoBroker Broker { get; }

    /// <summary>The box's store.</summary>
    internal string Data => _folder.File("data");

    internal string Folder => _folder.Path;

    /// <summary>Where the subscriber puts key frames.</summary>
    internal string KeyFrames => _folder.File("keyframes");

    internal string RunSummaryFile => _folder.File("run.json");

    internal string SubscriberSummaryFile => _folder.File("subscriber.json");

    internal bool RunSummaryFileExists => File.Exists(RunSummaryFile);

    internal RunSummary RunSummary => JsonSerializer.Deserialize(File.ReadAllBytes(RunSummaryFile), RunSummaryJson.Default.RunSummary)!;

    internal SubscriberSummary SubscriberSummary =>
        JsonSerializer.Deserialize(File.ReadAllBytes(SubscriberSummaryFile), SubscriberSummaryJson.Default.SubscriberSummary)!;

    private string Address => $"127.0.0.1:{Broker.Port}";

    /// <summary>With a broker that runs.</summary>
    internal static async Task<Site> OpenAsync() => new(await MosquittoBroker.StartAsync());

    /// <summary>With a broker that is not there yet.</summary>
    internal static Site WithoutBroker() => new(MosquittoBroker.Prepare());

    /// <summary>The command line of the agent on a clip: small model, full speed.</summary>
    internal string[] AgentArguments(string source, params string[] more) =>
    [
        "run", "--source", source, "--broker", Address, "--data", Data, "--summary", RunSummaryFile, "--models", Models.Folder,
        .. more.Contains("--model") ? (string[])[] : ["--model", Models.Quick],
        .. more.Contains("--speed") ? (string[])[] : ["--speed", "max"],
        .. more,
    ];

    internal AgentProcess StartAgent(string source, params string[] more) => AgentProcess.Start(AgentArguments(source, more));

    internal async Task<AgentResult> RunAgentAsync(string source, params string[] more)
    {
        using AgentProcess agent = StartAgent(source, more);
        return await agent.WaitForEndAsync();
    }

    /// <summary>A subscriber that prints whole events and ends when the box has said that it stops; it listens when this returns.</summary>
    internal async Task<AgentProcess> SubscribeAsync(params string[] more)
    {
        AgentProcess subscriber = AgentProcess.Start(
        [
            "subscribe", "--broker", Address, "--json", "--until-offline", "--output", Folder, "--summary", SubscriberSummaryFile, .. more,
        ]);
        await subscriber.WaitForErrorAsync("subscribed at");
        return subscriber;
    }

    /// <summary>A platform that keeps everything; it listens when this returns, and ends as a subscriber does.</summary>
    internal async Task<AgentProcess> StoreAsync(string file, params string[] more)
    {
        AgentProcess platform = AgentProcess.Start(["subscribe", "--broker", Address, "--store", file, "--until-offline", .. more]);
        await platform.WaitForErrorAsync("subscribed at");
        return platform;
    }

    /// <summary>The events that a subscriber printed, in its order.</summary>
    internal static IReadOnlyList<CloudEvent> Events(AgentResult subscriber) => [.. subscriber.Output.Select(Read)];

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    private static CloudEvent Read(string line)
    {
        // What the agent sends is what the closed schema of the contract allows.
        string? fault = ContractSchema.FaultOf("event", System.Text.Encoding.UTF8.GetBytes(line), closed: true);
        Assert.True(fault is null, $"{fault}: {line}");
        Assert.True(EventText.TryReadEvent(
            System.Text.Encoding.UTF8.GetBytes(line), out CloudEvent? read, out string? reason), $"{reason}: {line}");
        return read!;
    }
}
