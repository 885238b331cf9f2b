using System.CommandLine;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Control;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>config apply</c>: the running agent takes its changed settings file; cameras that did not change are not disturbed.</summary>
internal static class ConfigApplyCommand
{
    internal static Command Create()
    {
        Command command = new("apply", "Have the running agent take its changed settings file: all of it or nothing; unchanged cameras go on undisturbed.") { ControlOptions.Json };
        ControlOptions.AddTo(command);
        command.SetAction((result, stop) => Task.Run(async () =>
        {
            JsonObject answer = await ControlClient.AskAsync(ControlOptions.PathOf(result), new JsonObject { ["verb"] = "apply" }, stop);
            if (result.GetValue(ControlOptions.Json)) Console.Out.WriteLine(answer.ToJsonString(ConfigCommand.Readable));
            else Console.Out.WriteLine($"changed: {List(answer["changed"])}; undisturbed: {List(answer["undisturbed"])}");
            return ExitCode.Ok;
        }, CancellationToken.None));
        return command;
    }

    private static string List(JsonNode? names) => names is JsonArray { Count: > 0 } all ? string.Join(", ", all.Select(n => (string?)n)) : "none";
}
