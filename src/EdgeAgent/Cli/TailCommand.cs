using System.CommandLine;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Control;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>tail</c>: events of a running agent as they are recorded, whether the broker is there or not.</summary>
internal static class TailCommand
{
    internal const string Name = "tail";

    internal static Command Create()
    {
        Option<int?> count = new("--count") { Description = "end after so many events", HelpName = "N" };
        Command command = new(Name, "Show events as they are recorded, whether the broker is there or not. Ctrl-C ends it.") { ControlOptions.Json, ControlOptions.Camera, count };
        ControlOptions.AddTo(command);
        command.SetAction((result, stop) => Task.Run(() => RunAsync(result, result.GetValue(count) ?? int.MaxValue, stop), CancellationToken.None));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, int count, CancellationToken stop)
    {
        string? camera = result.GetValue(ControlOptions.Camera);
        try
        {
            await foreach (JsonObject answer in ControlClient.ListenAsync(ControlOptions.PathOf(result), new JsonObject { ["verb"] = "tail" }, stop))
            {
                if (answer["listening"] is not null)
                {
                    await Console.Error.WriteLineAsync("safecity-edge: listening");
                    continue;
                }
                if (camera is not null && (string?)answer["camera"] != camera) continue;
                await Console.Out.WriteLineAsync(result.GetValue(ControlOptions.Json) ? answer.ToJsonString() : Describe(answer));
                if (--count <= 0) break;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end that the operator asked for.
        }
        return ExitCode.Ok;
    }

    private static string Describe(JsonObject fact)
    {
        JsonNode? data = fact["data"];
        string line = $"{((string?)fact["time"])?[11..^1]} {(string?)fact["camera"]} {(string?)fact["type"]}";
        if (data?["object"]?["classes"] is JsonArray classes) line += $" #{data["object"]!["id"]} {string.Join('/', classes.Select(c => (string?)c!["type"]))}";
        if (data?["rule"] is JsonObject rule) line += $" {(string?)rule["name"] ?? (string?)rule["id"]}";
        if (data?["plate"]?["text"] is { } plate) line += $" {plate}";
        if ((int?)fact["keyFrames"] is int frames and > 0) line += $", {frames} key {(frames == 1 ? "frame" : "frames")}";
        return line;
    }
}
