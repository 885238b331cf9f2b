using System.Diagnostics;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Tests.Pipeline;

public sealed class CameraPipelineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("camera-pipeline-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_model_that_breaks_ends_the_camera_at_once_and_not_when_its_source_ends()
    {
        // A minute in real time, as a stand-in for a camera, which never ends.
        string clip = TestClips.Make("minute.mp4", "testsrc2=size=160x120:rate=5:duration=60", "-c:v libx264 -pix_fmt yuv420p -g 10");
        CameraSettings settings = new() { Name = "cam1", Source = VideoSource.Parse(clip), Classes = ["person"], Speed = PlaybackSpeed.Realtime };
        using Outbox outbox = Outbox.Open(
            new OutboxOptions(Path.Combine(_folder, "outbox.db"), new DeviceIdentity("o", "s", "d")), TimeProvider.System, new SystemRandomBytes());
        using BrokenDetector broken = new();
        using CameraPipeline camera = CameraPipeline.Create(
            settings, new CameraVision(broken, broken, null), withOverview: false, new RunServices(outbox, _folder, TimeProvider.System, _ => { }));
        Stopwatch clock = Stopwatch.StartNew();
        ModelOutputException e = await Assert.ThrowsAsync<ModelOutputException>(() => camera.RunAsync(CancellationToken.None));
        Assert.Equal("broken", e.Message);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 40);
    }

    private sealed class BrokenDetector : IDetector<Detection>
    {
        public ModelCard Card { get; } = new()
        {
            Name = "broken",
            Version = "1",
            File = "broken.onnx",
            Sha256 = "",
            Source = "",
            Licence = "",
            Task = "object-detection",
            Decoder = "none",
            Input = new ModelInput { Name = "image", Layout = "nhwc", Width = 32, Height = 32, Channels = "rgb" },
            Outputs = [],
            Labels = ["person"],
            ScoreThreshold = 0.5f,
        };

        public DetectorTimings LastTimings => default;

        public int Detect(in ImageView image, PixelRectangle region, Span<Detection> results) => throw new ModelOutputException("broken");

        public void Dispose()
        {
        }
    }
}
