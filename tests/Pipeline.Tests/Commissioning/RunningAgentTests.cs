using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using Transport.Tests.Broker;

namespace Pipeline.Tests.Commissioning;

/// <summary>A running agent asked from its own box: status, events, pictures, metrics, changed settings.</summary>
public sealed class RunningAgentTests : IDisposable
{
    private const string Canary = "c4n4ry-7Zq";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Settings => _folder.File("settings.yaml");

    [SkippableFact]
    public async Task It_tells_how_it_is_doing_and_takes_changed_settings_of_one_camera_without_disturbing_the_other()
    {
        await using Site site = await Site.OpenAsync();
        int metrics = FreePort();
        await WriteAsync(site, $"health: {{metricsPort: {metrics}}}", "regions");
        using AgentProcess agent = AgentProcess.Start("run", "--config", Settings, "--models", Models.Folder, "--model", Models.Quick, "--drain-seconds", "0");
        JsonNode status = await StatusWhenAsync(s => Analysed(s, 0) > 20 && Analysed(s, 1) > 20);
        Assert.Equal("sc1/acme/harbour/gate-01", (string?)status["device"]);
        Assert.True((bool)status["uplink"]!["connected"]!);
        Assert.InRange((double)status["cameras"]![0]!["frameAgeSeconds"]!, 0, 5);

        string picture = _folder.File("front.jpg");
        (await AgentProcess.RunAsync("snapshot", "--config", Settings, "--camera", "front", "--overlay", "--output", picture)).Expect(ExitCode.Ok);
        Assert.Equal([0xFF, 0xD8, 0xFF], (await File.ReadAllBytesAsync(picture))[..3]);
        (await AgentProcess.RunAsync("snapshot", "--config", Settings, "--camera", "roof")).ExpectOneSentence(ExitCode.Agent, "there is no camera roof: use front, back");

        using HttpClient client = new();
        string text = await client.GetStringAsync($"http://127.0.0.1:{metrics}/metrics");
        Assert.Contains("# TYPE safecity_edge_frames_analysed_total counter\nsafecity_edge_frames_analysed_total{camera=\"front\"} ", text, StringComparison.Ordinal);
        Assert.Contains("safecity_edge_broker_connected 1\n", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri($"http://127.0.0.1:{metrics}/etc/passwd"))).StatusCode);

        long before = Analysed(status, 0);
        (await AgentProcess.RunAsync("config", "set", "cameras[back].regions", "whole-frame", "--config", Settings)).Expect(ExitCode.Ok);
        Assert.Equal(["changed: back; undisturbed: front"], (await AgentProcess.RunAsync("config", "apply", "--config", Settings)).Expect(ExitCode.Ok).Output);
        // The other one's counters go on; those of the exchanged one began anew.
        status = await StatusWhenAsync(s => Analysed(s, 1) > 0);
        Assert.True(Analysed(status, 0) >= before, $"{status}");

        string good = await File.ReadAllTextAsync(Settings);
        await File.WriteAllTextAsync(Settings, good.Replace("whole-frame", "regoins", StringComparison.Ordinal));
        AgentResult refused = await AgentProcess.RunAsync("config", "apply", "--socket", _folder.File("data/control.sock"));
        refused.ExpectOneSentence(ExitCode.Agent, "cameras[1].regions: 'regoins' does not fit: use regions or whole-frame");
        await File.WriteAllTextAsync(Settings, good.Replace("[person]", "[unicorn]", StringComparison.Ordinal));
        (await AgentProcess.RunAsync("config", "apply", "--config", Settings)).ExpectOneSentence(ExitCode.Agent, "the model knows no class 'unicorn'");
        await File.WriteAllTextAsync(Settings, good.Replace("harbour", "station", StringComparison.Ordinal));
        (await AgentProcess.RunAsync("config", "apply", "--config", Settings)).ExpectOneSentence(ExitCode.Agent, "restart the agent", "nothing was changed");
        long now = Analysed(status, 0);
        await StatusWhenAsync(s => Analysed(s, 0) > now && (string?)s["cameras"]![1]!["state"] == "running");
        await agent.SignalAsync("INT");
        (await agent.WaitForEndAsync()).Expect(ExitCode.Broker);
        Assert.False(File.Exists(_folder.File("data/control.sock")));
        (await AgentProcess.RunAsync("status", "--config", Settings)).ExpectOneSentence(ExitCode.Agent, "no agent answers at", "start it with 'safecity-edge run'");
    }

    [SkippableFact]
    public async Task Events_are_seen_as_they_are_recorded_without_a_broker()
    {
        await using Site site = Site.WithoutBroker();
        using AgentProcess agent = AgentProcess.Start(site.AgentArguments(DemoClip.Path, "--speed", "realtime", "--drain-seconds", "0"));
        await Eventually.True(() => File.Exists(Path.Combine(site.Data, "control.sock")), "the socket", 60);
        AgentResult tail = (await AgentProcess.RunAsync("tail", "--data", site.Data, "--json", "--count", "1")).Expect(ExitCode.Ok);
        JsonNode fact = JsonNode.Parse(Assert.Single(tail.Output))!;
        Assert.Equal("cam1", (string?)fact["camera"]);
        Assert.StartsWith("edge-01.cam1.", (string?)fact["id"], StringComparison.Ordinal);
        await agent.SignalAsync("INT");
        (await agent.WaitForEndAsync()).Expect(ExitCode.Broker);
    }

    [SkippableFact]
    public async Task A_planted_password_is_in_nothing_that_leaves_the_process_but_the_connection_itself()
    {
        await using Site site = await Site.OpenAsync();
        await File.WriteAllTextAsync(_folder.File("secrets.yaml"), $"cam: {Canary}\nbroker: {Canary}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.File("secrets.yaml"), UnixFileMode.UserRead);
        await WriteAsync(site, "health: {log: json}", "regions", "  user: box\n  password: ${secret:broker}\n", $"rtsp://admin:${{secret:cam}}@127.0.0.1:{FreePort()}/live");
        using AgentProcess agent = AgentProcess.Start("run", "--config", Settings, "--models", Models.Folder, "--model", Models.Quick, "--drain-seconds", "0", "--summary", _folder.File("run.json"));
        JsonNode status = await StatusWhenAsync(s => s["cameras"]!.AsArray().Any(c => (long)c!["reconnects"]! > 1));
        List<string> said = [status.ToJsonString()];
        foreach (string[] verb in (string[][])[["status"], ["config", "check"], ["config", "show"], ["config", "show", "--json"], ["config", "apply"], ["snapshot", "--camera", "back"]])
            said.Add((await AgentProcess.RunAsync([.. verb, .. verb[0] == "config" && verb[1] != "apply" ? (string[])[Settings] : ["--config", Settings]])).Said);
        string bundle = _folder.File("bundle.tar.gz");
        said.Add((await AgentProcess.RunAsync("support-bundle", "--config", Settings, "--models", Models.Folder, "--output", bundle)).Expect(ExitCode.Ok).Said);
        IReadOnlyDictionary<string, string> parts = await UnpackAsync(bundle);
        Assert.Contains("\"front\"", parts["support-bundle/status.json"], StringComparison.Ordinal);
        Assert.Contains("\"id\": \"camera-stream\"", parts["support-bundle/doctor.json"], StringComparison.Ordinal);
        Assert.Contains("${secret:cam}", parts["support-bundle/settings.yaml"], StringComparison.Ordinal);
        said.AddRange(parts.Values);
        await agent.SignalAsync("INT");
        said.Add((await agent.WaitForEndAsync()).Said);
        said.Add(await File.ReadAllTextAsync(_folder.File("run.json")));
        foreach (string file in Directory.EnumerateFiles(_folder.File("data"))) said.Add(System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)));
        Assert.All(said, s => Assert.DoesNotContain(Canary, s, StringComparison.Ordinal));
        Assert.Contains(said, s => s.Contains("\"message\":\"", StringComparison.Ordinal) && s.Contains("Trying again in", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyDictionary<string, string>> UnpackAsync(string file)
    {
        Dictionary<string, string> parts = [];
        await using GZipStream zip = new(File.OpenRead(file), CompressionMode.Decompress);
        await using TarReader tar = new(zip);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            // Of an empty file there is none.
            using StreamReader reader = new(entry.DataStream ?? Stream.Null);
            parts[entry.Name] = await reader.ReadToEndAsync();
        }
        return parts;
    }

    private static long Analysed(JsonNode status, int camera) => status["cameras"] is JsonArray cameras && cameras.Count > camera ? (long)cameras[camera]!["framesAnalysed"]! : 0;

    private async Task WriteAsync(Site site, string more, string regions, string broker = "", string back = "")
    {
        string clip = DemoClip.Path;
        await File.WriteAllTextAsync(Settings, string.Create(CultureInfo.InvariantCulture, $"""
            version: 1
            device: {"{"}org: acme, site: harbour, name: gate-01{"}"}
            broker:
              host: 127.0.0.1
              port: {site.Broker.Port}
            {broker}store: {"{"}folder: data{"}"}
            {more}
            cameras:
              - name: front
                source: {clip}
                classes: [person]
              - name: back
                source: {(back.Length > 0 ? back : clip)}
                regions: {regions}
            """));
    }

    private async Task<JsonNode> StatusWhenAsync(Func<JsonNode, bool> good)
    {
        JsonNode? last = null;
        for (int attempt = 0; attempt < 60; attempt++)
        {
            AgentResult result = await AgentProcess.RunAsync("status", "--json", "--config", Settings);
            if (result.ExitCode == ExitCode.Ok)
            {
                last = JsonNode.Parse(string.Join('\n', result.Output))!;
                if (good(last)) return last;
            }
            else
            {
                Assert.Equal(ExitCode.Agent, result.ExitCode);
            }
        }
        Assert.Fail($"the agent never came so far: {last}");
        throw new InvalidOperationException();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
