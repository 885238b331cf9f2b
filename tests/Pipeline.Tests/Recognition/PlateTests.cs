using System.Diagnostics;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Transport.Contract;

namespace Pipeline.Tests.Recognition;

/// <summary>Plates on a vehicle that passes, from the clip to the subscriber; off unless a purpose is stated.</summary>
public sealed class PlateTests : IDisposable
{
    private const string Picture = "plates/openalpr_br/HPM9362.jpg";
    private const string Plate = "HPM9362";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_plate_is_told_early_and_when_the_vehicle_has_gone_with_the_frame_that_was_read()
    {
        string clip = ClipOfPassingCar(), list = _folder.File("wanted.txt");
        await File.WriteAllTextAsync(list, "# one confused character\nHPM 9362\nABC-1234\n");
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        (await site.RunAgentAsync(clip, "--model", "centernet-640x384", "--plates", "br", "--purpose", "traffic-safety", "--plate-list", list)).Expect(ExitCode.Ok);
        IReadOnlyList<CloudEvent> events = Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));

        CloudEvent[] plates = [.. events.Where(e => e.Data.Plate?.Text == Plate)];
        Assert.Equal(["preview", "final"], plates.Select(e => e.Data.Plate!.Phase));
        Assert.Equal(plates[0].Subject, plates[1].Subject);
        Assert.Contains(events, e => e.Subject == plates[0].Subject && e.Data.Track is not null);
        foreach (CloudEvent e in plates)
        {
            Assert.Equal(("BR", "wanted", "exact"), (e.Data.Plate!.Country, e.Data.Plate.ListHit!.List, e.Data.Plate.ListHit.Match));
            Assert.Equal(("kept", "traffic-safety"), (e.Data.Privacy!.Plates, e.Data.Privacy.Purpose));
            Assert.True(e.Data.Plate.Votes >= 2, "one reading alone is not told");
            // The picture is of the frame that the event names, and that frame was read.
            EventKeyFrame picture = Assert.Single(e.Data.KeyFrames!);
            Assert.Equal("plate", picture.Role);
            Assert.Equal(e.Time, e.Data.Frame!.Time);
        }
    }

    [SkippableFact]
    public async Task Without_a_purpose_no_plate_is_read()
    {
        string clip = ClipOfPassingCar();
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        (await site.RunAgentAsync(clip, "--model", "centernet-640x384")).Expect(ExitCode.Ok);
        IReadOnlyList<CloudEvent> events = Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));
        Assert.Contains(events, e => e.Data.Track is not null);
        Assert.All(events, e => Assert.Null(e.Data.Plate));
        Assert.All(events, e => Assert.Equal("off", e.Data.Privacy!.Plates));
    }

    [Theory]
    [InlineData("--plates needs --purpose", "--plates", "eu")]
    [InlineData("--plates needs --purpose", "--plates", "eu", "--purpose", " ")]
    [InlineData("--plate-list needs --plates REGION and --purpose TEXT", "--plate-list", "list.txt")]
    public async Task Plates_without_a_purpose_are_refused_in_one_sentence(string sentence, params string[] options) =>
        (await AgentProcess.RunAsync(["run", "--source", "x.avi", "--data", _folder.File("data"), "--models", Models.Folder, .. options]))
            .ExpectOneSentence(ExitCode.Usage, sentence);

    [Fact]
    public async Task A_region_that_is_not_known_is_refused_with_those_that_are() =>
        (await AgentProcess.RunAsync("run", "--source", "x.avi", "--data", _folder.File("data"), "--models", Models.Folder, "--plates", "mars", "--purpose", "p"))
            .ExpectOneSentence(ExitCode.Installation, "there is no plate region 'mars'", "eu");

    // A window that moves over a still: to the tracker a car that drives by.
    private string ClipOfPassingCar()
    {
        string? picture = SharedFile(Picture);
        Skip.If(picture is null, $"shared/data/{Picture} is not there: it is not part of the repository");
        string clip = _folder.File("passing.mp4");
        using Process process = Process.Start(new ProcessStartInfo(
            "ffmpeg",
            [
                "-nostdin", "-loglevel", "error", "-loop", "1", "-i", picture, "-t", "4", "-r", "10",
                "-vf", "crop=1100:800:x='n*4':y=40", "-c:v", "libx264", "-pix_fmt", "yuv420p", clip,
            ])
        { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? clip : throw new InvalidOperationException($"ffmpeg could not make {clip}: {errors}");
    }

    private static string? SharedFile(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", path);
            if (File.Exists(candidate)) return candidate;
        }
        return null;
    }
}
