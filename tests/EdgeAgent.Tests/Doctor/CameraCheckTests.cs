using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Doctor;
using SafeCity.Edge.Agent.Doctor.Checks;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Tests.Sources;

namespace SafeCity.Edge.Agent.Tests.Doctor;

public sealed class CameraCheckTests
{
    private static readonly CameraFindings Good = new()
    {
        Info = new VideoInfo("h264", "h264", 1280, 720, 10, "yuv420p", null),
        Frames = 51,
        Span = TimeSpan.FromSeconds(5),
        KeyFrameInterval = TimeSpan.FromSeconds(1),
        ClockOffset = TimeSpan.FromMilliseconds(40),
    };

    [Fact]
    public async Task A_camera_that_is_not_there()
    {
        using DoctorBox box = new();
        await box.FindsAsync(new CameraReachableCheck(), CheckOutcome.Error, "there is no file");
        box.Text = box.Text.Replace("clip.avi", "rtsp://127.0.0.1:1/live", StringComparison.Ordinal);
        await box.FindsAsync(new CameraReachableCheck(), CheckOutcome.Error, "127.0.0.1:1 refuses connections");
        await box.FindsAsync(new CameraStreamCheck(), CheckOutcome.Error, "refuses connections");
        await box.FindsAsync(new CameraRateCheck(), CheckOutcome.Skipped, "fewer than two pictures came");
    }

    [Fact]
    public async Task A_name_without_an_address()
    {
        using DoctorBox box = new();
        box.Text = box.Text.Replace("broker.example", "no-such-host.invalid", StringComparison.Ordinal);
        await box.FindsAsync(new NameServerCheck(), CheckOutcome.Error, "the name no-such-host.invalid has no address");
        box.Text = box.Text.Replace("no-such-host.invalid", "192.0.2.1", StringComparison.Ordinal);
        await box.FindsAsync(new NameServerCheck(), CheckOutcome.Skipped, "named by address");
    }

    [SkippableFact]
    public async Task A_real_camera_with_a_wrong_password_and_with_rare_key_frames()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        string clip = TestClips.Make("rare-keys.mkv", "testsrc2=size=320x240:rate=10:duration=60", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 600 -bf 0");
        using RtspServer camera = RtspServer.Start(clip, "admin:right");
        using DoctorBox box = new();
        string Settings(string user) => box.Text.Replace("clip.avi", camera.Url(user), StringComparison.Ordinal);
        string plain = box.Text;
        box.Text = Settings("");
        await box.FindsAsync(new CameraReachableCheck(), CheckOutcome.Ok, "answers within");
        CheckResult refused = await box.RunAsync(new CameraStreamCheck());
        Assert.Equal((CheckOutcome.Error, "user or password are wrong, or the camera has locked the user out"), (refused.Outcome, refused.Cause));
        box.Text = plain;
        File.WriteAllText(Path.Combine(box.Folder, "secrets.yaml"), "cam: right\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(box.Folder, "secrets.yaml"), UnixFileMode.UserRead);
        box.Text = Settings("admin:${secret:cam}@");
        await box.FindsAsync(new CameraStreamCheck(), CheckOutcome.Ok, "pictures of 320x240");
        await box.FindsAsync(new CameraKeyFramesCheck(), CheckOutcome.Warning, "fewer than two key frames came in 3 s");
    }

    [Fact]
    public async Task Findings_that_are_well()
    {
        using DoctorBox box = new() { Camera = Good };
        foreach (ICheck check in (ICheck[])[new CameraStreamCheck(), new CameraCodecCheck(), new CameraKeyFramesCheck(), new CameraRateCheck(), new CameraClockCheck(), new CameraDecodeCheck()])
            await box.FindsAsync(check, CheckOutcome.Ok, "");
        await box.FindsAsync(new InferenceTimeCheck { Measure = _ => 40 }, CheckOutcome.Ok, "a run takes 40 ms, and there are 100 ms for each picture");
        await box.FindsAsync(new InferenceTimeCheck { Measure = _ => 400 }, CheckOutcome.Warning, "a run takes 400 ms");
    }

    [Fact]
    public async Task A_camera_that_sends_each_picture_whole()
    {
        using DoctorBox box = new() { Camera = Good with { Info = new VideoInfo("mjpeg", "mjpeg", 1280, 720, 10, "yuvj420p", null) } };
        box.Text = box.Text.Replace("clip.avi", "rtsp://192.0.2.7/live", StringComparison.Ordinal);
        await box.FindsAsync(new CameraCodecCheck(), CheckOutcome.Warning, "mjpeg, 1280x720");
    }

    [Fact]
    public async Task Rare_key_frames()
    {
        using DoctorBox box = new() { Camera = Good with { KeyFrameInterval = TimeSpan.FromSeconds(10) } };
        await box.FindsAsync(new CameraKeyFramesCheck(), CheckOutcome.Warning, "a key frame every 10.0 s");
    }

    [Fact]
    public async Task Too_few_pictures()
    {
        using DoctorBox half = new() { Camera = Good with { Frames = 26 } };
        await half.FindsAsync(new CameraRateCheck(), CheckOutcome.Warning, "5.0 pictures a second, 10 announced");
        using DoctorBox few = new() { Camera = Good with { Frames = 11 } };
        await few.FindsAsync(new CameraRateCheck(), CheckOutcome.Warning, "2.0 pictures a second");
    }

    [Fact]
    public async Task A_camera_whose_clock_is_off_by_five_minutes()
    {
        using DoctorBox box = new() { Camera = Good with { ClockOffset = TimeSpan.FromMinutes(-5) } };
        await box.FindsAsync(new CameraClockCheck(), CheckOutcome.Warning, "300.0 s behind the box");
    }

    [Fact]
    public async Task Pictures_that_arrive_damaged()
    {
        using DoctorBox box = new() { Camera = Good with { DecodeErrors = 12 } };
        await box.FindsAsync(new CameraDecodeCheck(), CheckOutcome.Warning, "12 errors in 51 pictures");
    }

    [Fact]
    public async Task Faces_that_are_kept_and_a_purpose_that_nobody_stated()
    {
        using DoctorBox box = new();
        await box.FindsAsync(new PrivacyCheck(), CheckOutcome.Ok, "faces blurred, plates off");
        box.Change = s => s with { Cameras = [s.Cameras[0] with { Privacy = new CameraPrivacy { Faces = FacePrivacy.Kept, Purpose = "access" } }] };
        await box.FindsAsync(new PrivacyCheck(), CheckOutcome.Warning, "faces kept, plates off, for access");
        box.Change = s => s with { Cameras = [s.Cameras[0] with { Privacy = new CameraPrivacy { Plates = PlatePrivacy.On } }] };
        await box.FindsAsync(new PrivacyCheck(), CheckOutcome.Error, "plates on");
    }
}
