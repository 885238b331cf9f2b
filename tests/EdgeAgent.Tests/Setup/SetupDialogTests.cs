using SafeCity.Edge.Agent.Discovery;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Setup;

namespace SafeCity.Edge.Agent.Tests.Setup;

public sealed class SetupDialogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safecity-edge-setup-");

    private string File => Path.Combine(_folder.FullName, "settings.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Answers_become_settings_that_load_and_passwords_stand_apart()
    {
        string said = await AnswerAsync(
            "Acme", "acme", "harbour", "gate-01", // the first is no name
            "127.0.0.1:1", "no", "box", "br0ker c4n4ry: #1", "yes", // not reached, kept
            "yes", // look for cameras
            "", TestClips.H264Mp4, "traffic-safety",
            "yes", "cam1", "back", "rtsp://127.0.0.1:1/live", "admin", "c4n4ry/2", "yes", "", // cam1 is taken; not opened, kept
            "no");
        RunSettings settings = SettingsFile.Load(File);
        Assert.Equal("sc1/acme/harbour/gate-01", settings.Identity.TopicRoot);
        Assert.Equal(["cam1", "back"], settings.Cameras.Select(c => c.Name));
        Assert.Equal("rtsp://admin:c4n4ry%2F2@127.0.0.1:1/live", settings.Cameras[1].Source.Url);
        Assert.Equal("traffic-safety", settings.Cameras[0].Privacy.Purpose);
        Assert.Contains("'Acme' does not fit", said, StringComparison.Ordinal);
        Assert.Contains("  http://192.0.2.7/onvif  Gate X-100", said, StringComparison.Ordinal);
        Assert.Contains("It gives pictures: h264, 320x240.", said, StringComparison.Ordinal);
        Assert.Contains("'cam1' does not fit", said, StringComparison.Ordinal);
        Assert.DoesNotContain("c4n4ry", said + await System.IO.File.ReadAllTextAsync(File), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(Path.Combine(_folder.FullName, "secrets.yaml")));
    }

    [Fact]
    public async Task Answers_that_end_too_early_write_nothing()
    {
        FormatException e = await Assert.ThrowsAsync<FormatException>(() => AnswerAsync("acme", "harbour"));
        Assert.Contains("nothing was written", e.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.EnumerateFiles());
    }

    private async Task<string> AnswerAsync(params string[] answers)
    {
        using StringWriter said = new();
        using StringReader input = new(string.Join('\n', answers) + "\n");
        SetupDialog dialog = new(input, said, TimeProvider.System)
        {
            Discover = _ => Task.FromResult<IReadOnlyList<FoundCamera>>([new FoundCamera("onvif", "http://192.0.2.7/onvif", "Gate", "X-100")]),
        };
        await dialog.RunAsync(File, CancellationToken.None);
        return said.ToString();
    }
}
