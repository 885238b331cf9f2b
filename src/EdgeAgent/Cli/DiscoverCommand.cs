using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Discovery;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>discover</c>: cameras of the local network (ONVIF) and video devices of this box.</summary>
internal static class DiscoverCommand
{
    internal const string Name = "discover";

    private static readonly Option<double> Wait = new("--wait-seconds") { Description = "how long answers are waited for", HelpName = "S", DefaultValueFactory = _ => 3 };
    private static readonly Option<string?> Target = new("--ask") { Description = "ask this address instead of the whole network", HelpName = "IP[:PORT]" };

    internal static Command Create()
    {
        Command command = new(Name, "Find cameras: of the local network by ONVIF WS-Discovery, and video devices of this box. No password is sent.") { Wait, Target, ControlOptions.Json };
        command.SetAction((result, stop) => Task.Run(() => RunAsync(result, stop), CancellationToken.None));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken stop)
    {
        IPEndPoint target = OnvifProbe.Group;
        if (result.GetValue(Target) is { } text && !TryEndpoint(text, out target)) throw new FormatException($"'{text}' is no address: write 192.0.2.7 or 192.0.2.7:3702");
        IReadOnlyList<FoundCamera> found;
        string? fault = null;
        try
        {
            found = await OnvifProbe.FindAsync(target, TimeSpan.FromSeconds(Math.Clamp(result.GetValue(Wait), 0.1, 60)), TimeProvider.System, stop);
        }
        catch (SocketException e)
        {
            (found, fault) = ([], $"the network was not asked ({e.Message}): check that this box has an address");
        }
        IReadOnlyList<FoundCamera> all = [.. found, .. LocalVideoDevices.List()];
        if (fault is not null) Console.Error.WriteLine($"safecity-edge: {fault}");
        if (result.GetValue(ControlOptions.Json))
            Console.Out.WriteLine(new JsonArray([.. all.Select(c => (JsonNode?)new JsonObject { ["kind"] = c.Kind, ["address"] = c.Address, ["name"] = c.Name, ["hardware"] = c.Hardware })]).ToJsonString(ConfigCommand.Readable));
        else
            foreach (FoundCamera c in all) Console.Out.WriteLine($"{c.Kind,-6} {c.Address,-48} {c.Name} {c.Hardware}".TrimEnd());
        if (all.Count == 0 && fault is null) Console.Error.WriteLine("safecity-edge: nothing answered: cameras may have ONVIF or discovery switched off, or be in another network");
        return fault is null ? ExitCode.Ok : ExitCode.Source;
    }

    private static bool TryEndpoint(string text, out IPEndPoint endpoint)
    {
        bool good = IPEndPoint.TryParse(text, out IPEndPoint? parsed) && parsed.AddressFamily == AddressFamily.InterNetwork;
        endpoint = good ? parsed!.Port == 0 ? new IPEndPoint(parsed.Address, OnvifProbe.Group.Port) : parsed : OnvifProbe.Group;
        return good;
    }
}
