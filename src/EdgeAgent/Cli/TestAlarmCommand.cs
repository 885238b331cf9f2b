using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Control;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Transport.Consumer;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>test-alarm</c>: a synthetic event of type <c>test</c> through store and uplink to the broker, and back to here.</summary>
internal static class TestAlarmCommand
{
    internal const string Name = "test-alarm";

    private static readonly Option<string> Config = new("--config") { Description = "settings file of the running agent", HelpName = "FILE", DefaultValueFactory = _ => SettingsFile.InstalledPath };
    private static readonly Option<double> Wait = new("--wait-seconds") { Description = "how long it is waited for at the broker", HelpName = "S", DefaultValueFactory = _ => 20 };

    internal static Command Create()
    {
        Command command = new(Name, "Have the running agent record an event that is marked as a test, and wait for it at the broker.") { Config, ControlOptions.Camera, Wait, ControlOptions.Json };
        command.SetAction((result, stop) => Task.Run(() => RunAsync(result, stop), CancellationToken.None));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        RunSettings settings = SettingsFile.Load(result.GetRequiredValue(Config));
        TimeSpan wait = TimeSpan.FromSeconds(result.GetValue(Wait));
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string? id = null;
        List<string> early = [];
        ValueTask Receive(ConsumerConnectionMessage message)
        {
            string body = Encoding.UTF8.GetString(message.Payload.Span);
            lock (early)
            {
                if (id is null) early.Add(body);
                else if (body.Contains($"\"{id}\"", StringComparison.Ordinal)) arrived.TrySetResult();
            }
            return ValueTask.CompletedTask;
        }
        ConsumerConnectionOptions options = new()
        {
            Broker = settings.Broker,
            ClientId = $"safecity-edge-test-{Guid.NewGuid():N}",
            Filters = [$"{settings.Identity.TopicRoot}/evt/+/test"],
            SessionExpiry = TimeSpan.Zero,
        };
        ConsumerConnection connection = new(options, Receive, TimeProvider.System, new Random());
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task listening = connection.RunAsync(ending.Token);
        try
        {
            await connection.WaitUntilSubscribedAsync(ending.Token).WaitAsync(wait, stop);
            long started = Stopwatch.GetTimestamp();
            JsonObject answer = await ControlClient.AskAsync(
                AgentWatch.PathOf(settings), new JsonObject { ["verb"] = "test-alarm", ["camera"] = result.GetValue(ControlOptions.Camera) }, stop);
            lock (early)
            {
                id = (string)answer["id"]!;
                if (early.Any(b => b.Contains($"\"{id}\"", StringComparison.Ordinal))) arrived.TrySetResult();
            }
            await arrived.Task.WaitAsync(wait, stop);
            double milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            Console.Out.WriteLine(result.GetValue(ControlOptions.Json)
                ? new JsonObject { ["id"] = id, ["milliseconds"] = Math.Round(milliseconds, 1) }.ToJsonString()
                : string.Create(CultureInfo.InvariantCulture, $"{id} was recorded, sent and came back from {settings.Broker.Address} in {milliseconds:0} ms"));
            return ExitCode.Ok;
        }
        catch (TimeoutException)
        {
            Console.Error.WriteLine(id is null
                ? $"safecity-edge: the broker at {settings.Broker.Address} was not reached within {wait.TotalSeconds:0} s{(connection.Statistics.LastError is { } error ? $": {error}" : "")}; see 'safecity-edge doctor'"
                : $"safecity-edge: {id} was recorded and did not come back from the broker within {wait.TotalSeconds:0} s: it waits behind others, or the agent is not connected; see 'safecity-edge status'");
            return ExitCode.Broker;
        }
        finally
        {
            await ending.CancelAsync();
            await listening;
        }
    }
}
