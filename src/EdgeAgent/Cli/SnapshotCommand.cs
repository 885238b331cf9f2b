using System.CommandLine;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Control;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>snapshot</c>: what a camera of the running agent sees now, masked as key frames are.</summary>
internal static class SnapshotCommand
{
    internal const string Name = "snapshot";

    internal static Command Create()
    {
        Option<bool> overlay = new("--overlay") { Description = "with the boxes, labels and ways of what is followed" };
        Option<string> output = new("--output") { Description = "file of the picture", HelpName = "FILE", DefaultValueFactory = _ => "snapshot.jpg" };
        Command command = new(Name, "Save what a camera of the running agent sees now; heads are masked as in every picture.") { ControlOptions.Camera, overlay, output };
        ControlOptions.AddTo(command);
        command.SetAction((result, stop) => Task.Run(async () =>
        {
            JsonObject request = new() { ["verb"] = "snapshot", ["overlay"] = result.GetValue(overlay), ["camera"] = result.GetValue(ControlOptions.Camera) };
            JsonObject answer = await ControlClient.AskAsync(ControlOptions.PathOf(result), request, stop);
            await File.WriteAllBytesAsync(result.GetRequiredValue(output), Convert.FromBase64String((string)answer["jpeg"]!), stop);
            await Console.Out.WriteLineAsync(result.GetRequiredValue(output));
            return ExitCode.Ok;
        }, CancellationToken.None));
        return command;
    }
}
