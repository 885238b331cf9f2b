using System.CommandLine;
using System.Text.Json;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>subscribe</c>: a platform in one verb; prints what arrives and checks that it is whole.</summary>
internal static class SubscribeCommand
{
    internal const string Name = "subscribe";

    internal static Command Create()
    {
        Option<string> broker = RunCommand.BrokerOption();
        Option<bool> json = new("--json") { Description = "each event as it arrived, one line of JSON" };
        Option<string?> output = new("--output") { Description = "folder for the key frames (default: they are checked and dropped)", HelpName = "DIR" };
        Option<string?> summary = new("--summary") { Description = "write the summary as JSON at the end", HelpName = "FILE" };
        Option<bool> fromStart = new("--from-start") { Description = "every log must begin at its first record: what is missing before is a gap" };
        Option<bool> untilOffline = new("--until-offline") { Description = "end when a box has said that it stops and all it announced is here" };
        Option<string?> readyFile = new("--ready-file") { Description = "make this file when subscribed, for scripts", HelpName = "FILE" };
        Command command = new(Name, "Print events as they arrive; check order, gaps, hashes and pictures.") { broker, json, output, summary, fromStart, untilOffline, readyFile };
        command.SetAction(async (result, stop) =>
        {
            SubscriberOptions options = new(BrokerOptions.Parse(result.GetRequiredValue(broker)))
            {
                Json = result.GetValue(json),
                KeyFrameDirectory = result.GetValue(output) is { } folder ? Path.Combine(folder, "keyframes") : null,
                FromStart = result.GetValue(fromStart),
                UntilOffline = result.GetValue(untilOffline),
                ReadyFile = result.GetValue(readyFile),
            };
            SubscriberSummary received = await new Subscriber(options, TimeProvider.System).RunAsync(stop);
            string text = JsonSerializer.Serialize(received, SubscriberSummaryJson.Default.SubscriberSummary);
            if (result.GetValue(summary) is { } file) await File.WriteAllTextAsync(file, text, CancellationToken.None);
            else await Console.Error.WriteLineAsync($"{received.EventsReceived} events and {received.KeyFramesReceived} key frames received, {received.Gaps} gaps, {received.Duplicates} duplicates dropped, {received.Findings.Count} findings");
            foreach (string finding in received.Findings) await Console.Error.WriteLineAsync($"finding: {finding}");
            return received.IsComplete ? ExitCode.Ok : ExitCode.Incomplete;
        });
        return command;
    }
}
