using System.CommandLine;
using System.Text.Json;
using SafeCity.Edge.Transport.Consumer;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>subscribe</c>: a platform in one verb; prints what arrives and checks that it is whole, or keeps it in a store.</summary>
internal static class SubscribeCommand
{
    internal const string Name = "subscribe";

    private static readonly Option<string> Broker = RunCommand.BrokerOption();
    private static readonly Option<bool> Json = new("--json") { Description = "each event as it arrived, one line of JSON" };
    private static readonly Option<string?> Output = new("--output") { Description = "folder for the key frames (default: they are checked and dropped)", HelpName = "DIR" };
    private static readonly Option<string?> Summary = new("--summary") { Description = "write the summary as JSON at the end", HelpName = "FILE" };
    private static readonly Option<bool> FromStart = new("--from-start") { Description = "every log must begin at its first record: what is missing before is a gap" };
    private static readonly Option<bool> UntilOffline = new("--until-offline") { Description = "end when a box has said that it stops and all it announced is here" };
    private static readonly Option<string?> ReadyFile = new("--ready-file") { Description = "make this file when subscribed, for scripts", HelpName = "FILE" };
    private static readonly Option<string?> Store = new("--store") { Description = "keep every record in this SQLite file, and tell the boxes how far it has got: they delete only then", HelpName = "FILE" };
    private static readonly Option<string> Consumer = new("--consumer") { Description = "with --store: the name that the boxes were given with --consumer", HelpName = "NAME", DefaultValueFactory = _ => "platform" };
    private static readonly Option<string?> Share = new("--share") { Description = "with --store: share the messages with other processes of this group on the same store", HelpName = "GROUP" };

    internal static Command Create()
    {
        Command command = new(Name, "Print events as they arrive; check order, gaps, hashes and pictures; or keep them with --store.")
        {
            Broker, Json, Output, Summary, FromStart, UntilOffline, ReadyFile, Store, Consumer, Share,
        };
        foreach (Option option in DeliveryOptions.OfBroker) command.Options.Add(option);
        command.SetAction((result, stop) => result.GetValue(Store) is { } file ? StoreAsync(result, file, stop) : PrintAsync(result, stop));
        return command;
    }

    private static async Task<int> PrintAsync(ParseResult result, CancellationToken stop)
    {
        SubscriberSummary received = await new Subscriber(Read(result), TimeProvider.System).RunAsync(stop);
        string text = JsonSerializer.Serialize(received, SubscriberSummaryJson.Default.SubscriberSummary);
        if (result.GetValue(Summary) is { } file) await File.WriteAllTextAsync(file, text, CancellationToken.None);
        else await Console.Error.WriteLineAsync($"{received.EventsReceived} events and {received.KeyFramesReceived} key frames received, {received.Gaps} gaps, {received.Duplicates} duplicates dropped, {received.Findings.Count} findings");
        foreach (string finding in received.Findings) await Console.Error.WriteLineAsync($"finding: {finding}");
        return received.IsComplete ? ExitCode.Ok : ExitCode.Incomplete;
    }

    private static async Task<int> StoreAsync(ParseResult result, string path, CancellationToken stop)
    {
        using SqliteConsumerStore store = SqliteConsumerStore.Open(path);
        StoringSummary stored = await new StoringSubscriber(Read(result), TimeProvider.System).RunAsync(store, stop);
        if (result.GetValue(Summary) is { } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(stored, OutboxJson.Default.StoringSummary), CancellationToken.None);
        foreach (StoringLog log in stored.Logs) await Console.Error.WriteLineAsync($"{log.Source}: complete up to {log.Watermark}");
        foreach (string finding in stored.Findings) await Console.Error.WriteLineAsync($"finding: {finding}");
        if (stored.Missing > 0) await Console.Error.WriteLineAsync($"{stored.Missing} records that boxes announced are not here yet");
        return stored.Missing == 0 && stored.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Incomplete;
    }

    private static SubscriberOptions Read(ParseResult result) => new(DeliveryOptions.BrokerOf(result, result.GetRequiredValue(Broker)))
    {
        Json = result.GetValue(Json),
        KeyFrameDirectory = result.GetValue(Output) is { } folder ? Path.Combine(folder, "keyframes") : null,
        FromStart = result.GetValue(FromStart),
        UntilOffline = result.GetValue(UntilOffline),
        ReadyFile = result.GetValue(ReadyFile),
        Consumer = result.GetRequiredValue(Consumer),
        Share = result.GetValue(Share),
    };
}
