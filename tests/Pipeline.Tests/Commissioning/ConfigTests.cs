using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;

namespace Pipeline.Tests.Commissioning;

/// <summary>The settings file as people handle it: by the verbs of the built program.</summary>
public sealed class ConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_is_made_from_the_sample_changed_checked_and_shown()
    {
        string file = _folder.File("settings.yaml"), other = _folder.File("before.yaml");
        await File.WriteAllLinesAsync(file, (await AgentProcess.RunAsync("config", "sample")).Expect(ExitCode.Ok).Output);
        Assert.EndsWith(
            ": cameras[0].source: the secrets file holds no 'cam1': run 'safecity-edge config set-secret cam1'",
            Assert.Single((await AgentProcess.RunAsync("config", "check", file)).Expect(ExitCode.Usage).Errors), StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File("secrets.yaml"), "cam1: c4n4ry\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.File("secrets.yaml"), UnixFileMode.UserRead);
        File.Copy(file, other);
        (await AgentProcess.RunAsync("config", "set", "cameras[cam1].regions", "whole-frame", "--config", file)).Expect(ExitCode.Ok);
        AgentResult shown = (await AgentProcess.RunAsync("config", "show", file)).Expect(ExitCode.Ok);
        Assert.Contains("    regions: whole-frame", shown.Output);
        Assert.Contains("    source: \"rtsp://admin:${secret:cam1}@192.0.2.7/sub\"", shown.Output);
        Assert.DoesNotContain("c4n4ry", shown.Said, StringComparison.Ordinal);
        Assert.Equal(["cameras[cam1].regions: \"regions\" -> \"whole-frame\""], (await AgentProcess.RunAsync("config", "diff", other, file)).Expect(ExitCode.Ok).Output);
        string before = await File.ReadAllTextAsync(file);
        AgentResult refused = await AgentProcess.RunAsync("config", "set", "broker.port", "70000", "--config", file);
        refused.ExpectOneSentence(ExitCode.Usage, "broker.port: '70000' does not fit: use a whole number from 1 to 65535");
        Assert.Equal(before, await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Run_takes_the_file_and_an_option_overrides_it()
    {
        string file = _folder.File("settings.yaml");
        await File.WriteAllTextAsync(file, "version: 1\ndevice: {org: a, site: b, name: c}\nbroker: {host: 192.0.2.1}\ncameras: [{name: gate, source: none.mp4}]\n");
        (await AgentProcess.RunAsync("run", "--config", file)).ExpectOneSentence(ExitCode.Source, "none.mp4");
        (await AgentProcess.RunAsync("run", "--config", file, "--org", "Not A Name")).ExpectOneSentence(ExitCode.Usage, "org 'Not A Name'");
        (await AgentProcess.RunAsync("run", "--config", file, "--classes", "unicorn")).ExpectOneSentence(ExitCode.Usage, "the model knows no class 'unicorn'");
    }
}
