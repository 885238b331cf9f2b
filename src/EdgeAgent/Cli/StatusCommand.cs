using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Control;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>status</c>: how a running agent is doing, refreshed once a second on a terminal.</summary>
internal static class StatusCommand
{
    internal const string Name = "status";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    internal static Command Create()
    {
        Option<bool> once = new("--once") { Description = "print once, also on a terminal" };
        Command command = new(Name, "Show how the running agent is doing: cameras, load, broker, store. On a terminal it refreshes until Ctrl-C.") { ControlOptions.Json, once };
        ControlOptions.AddTo(command);
        command.SetAction((result, stop) => Task.Run(() => RunAsync(result, result.GetValue(once), stop), CancellationToken.None));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, bool once, CancellationToken stop)
    {
        string path = ControlOptions.PathOf(result);
        JsonObject answer = await AskAsync(path, stop);
        if (result.GetValue(ControlOptions.Json))
        {
            Console.Out.WriteLine(answer.ToJsonString(ConfigCommand.Readable));
            return ExitCode.Ok;
        }
        AgentStatus status = Read(answer);
        if (once || Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            AnsiConsole.Write(Render(status));
            return ExitCode.Ok;
        }
        await AnsiConsole.Live(Render(status)).AutoClear(false).StartAsync(async live =>
        {
            using PeriodicTimer timer = new(Interval);
            try
            {
                while (await timer.WaitForNextTickAsync(stop)) live.UpdateTarget(Render(Read(await AskAsync(path, stop))));
            }
            catch (OperationCanceledException)
            {
                // Ctrl-C: what was shown last stays.
            }
        });
        return ExitCode.Ok;
    }

    private static Task<JsonObject> AskAsync(string path, CancellationToken stop) => ControlClient.AskAsync(path, new JsonObject { ["verb"] = "status" }, stop);

    private static AgentStatus Read(JsonObject answer) => answer.Deserialize(AgentStatusJson.Default.AgentStatus)!;

    internal static IRenderable Render(AgentStatus s)
    {
        Table cameras = new Table().Border(TableBorder.Minimal).AddColumns("camera", "state", "frames/s", "load", "last frame", "last event", "tracks", "reconnects");
        foreach (CameraStatus c in s.Cameras)
        {
            cameras.AddRow(
                Cell(c.Name), Cell(c.Fault is null ? c.State : $"{c.State}: {c.Fault}"), Number(c.FramesPerSecond), Share(c.Load), Age(c.FrameAgeSeconds), Age(c.EventAgeSeconds),
                Number(c.Tracks), Number(c.Reconnects));
        }
        UplinkStatus u = s.Uplink;
        string broker = u.Connected ? $"connected to {u.Broker}, {u.Acknowledged} acknowledged" : $"not connected to {u.Broker}{(u.LastError is { } error ? $": {error}" : "")}";
        if (u.WithoutSubscriber > 0) broker += $"; {u.WithoutSubscriber} messages had no subscriber";
        return new Rows(
            new Text($"{s.Device}, safecity-edge {s.Agent.Split('+')[0]}, up {TimeSpan.FromSeconds(Math.Floor(s.UptimeSeconds)):g}, {s.ResidentBytes >> 20} MiB, load {(s.Load is { } l ? l.ToString("P0", CultureInfo.InvariantCulture) : "-")}"),
            cameras,
            new Text($"broker: {broker}"),
            new Text(string.Create(CultureInfo.InvariantCulture, $"store: {s.Store.EventsPending} events and {s.Store.KeyFramesPending} key frames to deliver, {s.Store.UsedShare:P1} of its room in use")));
    }

    private static Text Cell(string text) => new(text);

    private static Text Number(double value) => new(value.ToString("0.#", CultureInfo.InvariantCulture));

    private static Text Share(double? value) => new(value is { } v ? v.ToString("P0", CultureInfo.InvariantCulture) : "-");

    private static Text Age(double? seconds) => new(seconds is { } s ? string.Create(CultureInfo.InvariantCulture, $"{s:0} s ago") : "-");
}
