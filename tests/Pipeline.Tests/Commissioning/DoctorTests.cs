using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;

namespace Pipeline.Tests.Commissioning;

/// <summary>The doctor and the test alarm on a whole site: real broker, models, clip and agent.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Settings => _folder.File("settings.yaml");

    [SkippableFact]
    public async Task A_site_without_a_platform_gets_one_warning_and_a_test_alarm_comes_back()
    {
        await using Site site = await Site.OpenAsync();
        await WriteAsync(site);
        AgentResult doctor = await AgentProcess.RunAsync(
            "doctor", "--config", Settings, "--models", Models.Folder, "--json", "--only", "settings", "libraries", "model-files", "model-self-test", "camera-stream", "broker-round-trip", "broker-subscriber");
        JsonNode report = JsonNode.Parse(string.Join('\n', doctor.Expect(ExitCode.Ok).Output))!;
        JsonNode warning = Assert.Single(report["checks"]!.AsArray(), c => (string?)c!["outcome"] != "ok")!;
        Assert.Equal(("broker-subscriber", "warning", "nobody subscribes to sc1/acme/harbour/gate-01/# (reason 0x10)"), ((string?)warning["id"], (string?)warning["outcome"], (string?)warning["sentence"]));
        (await AgentProcess.RunAsync("doctor", "--config", Settings, "--only", "broker-subscriber", "--warnings-as-errors", "--quiet")).Expect(ExitCode.Unwell);
        (await AgentProcess.RunAsync("doctor", "--config", Settings, "--only", "luck")).ExpectOneSentence(ExitCode.Usage, "there is no check 'luck'");

        (await AgentProcess.RunAsync("test-alarm", "--config", Settings)).ExpectOneSentence(ExitCode.Agent, "no agent answers at");
        using AgentProcess agent = AgentProcess.Start("run", "--config", Settings, "--models", Models.Folder, "--model", Models.Quick, "--drain-seconds", "0");
        AgentResult alarm = new("", ExitCode.Agent, [], []);
        for (int attempt = 0; attempt < 30 && alarm.ExitCode == ExitCode.Agent; attempt++) alarm = await AgentProcess.RunAsync("test-alarm", "--config", Settings, "--camera", "front");
        Assert.Contains("was recorded, sent and came back from", Assert.Single(alarm.Expect(ExitCode.Ok).Output), StringComparison.Ordinal);
        AgentResult running = (await AgentProcess.RunAsync("doctor", "--config", Settings, "--only", "agent")).Expect(ExitCode.Ok);
        // On a busy machine it is a warning that much is left out.
        Assert.Contains(running.Output, l => l.StartsWith("ok       agent: up for", StringComparison.Ordinal) || l.StartsWith("warning  agent: ", StringComparison.Ordinal));
        await agent.SignalAsync("INT");
        await agent.WaitForEndAsync();
    }

    private Task WriteAsync(Site site) => File.WriteAllTextAsync(Settings, string.Create(CultureInfo.InvariantCulture, $"""
        version: 1
        device: {"{"}org: acme, site: harbour, name: gate-01{"}"}
        broker: {"{"}host: 127.0.0.1, port: {site.Broker.Port}{"}"}
        cameras: [{"{"}name: front, source: {DemoClip.Path}{"}"}]
        """));
}
