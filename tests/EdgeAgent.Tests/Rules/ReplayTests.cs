using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Replay;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Agent.Tests.Shared;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class ReplayTests
{
    private static readonly CameraRules Rules = new(
    [
        new RuleSettings { Name = "View", Kind = RuleKind.Zone, Polygon = RuleScene.Box(0, 0, 1, 1) },
        new RuleSettings { Name = "Middle", Kind = RuleKind.Line, Line = [new(0.5f, 0), new(0.5f, 1)], Every = TimeSpan.FromSeconds(1) },
        new RuleSettings { Name = "Health", Kind = RuleKind.Scene },
    ]);

    [SkippableFact]
    public void A_clip_gives_the_same_log_each_time_and_a_video_of_all_its_frames()
    {
        string? models = SharedData.ModelsWith($"{DefaultModels.Whole}.onnx"), clip = SharedData.Find("video/person-bicycle-car-detection.mp4");
        Skip.If(models is null, "the weights are not there: build/setup.sh brings them");
        Skip.If(clip is null, "shared/data/video is not beside the repository");
        string video = Path.Combine(TestClips.Folder, "overlay.mp4");
        (string first, long frames) = Replay(clip, models, video);
        (string second, _) = Replay(clip, models, null);
        Assert.Equal(first, second);
        Assert.Contains("\"org.safecity.edge.zone.v1\"", first, StringComparison.Ordinal);
        Assert.Contains("\"org.safecity.edge.count.v1\"", first, StringComparison.Ordinal);
        Assert.Equal(frames, Decode(video, out VideoInfo info));
        Assert.Equal("h264", info.Codec);
    }

    [Fact]
    public void A_video_that_cannot_be_written_is_a_typed_fault() =>
        Assert.Throws<AvException>(() => AvVideoWriter.Create(Path.Combine(TestClips.Folder, "no such folder", "a.mp4"), 320, 240));

    private static (string Log, long Frames) Replay(string clip, string models, string? video)
    {
        using VisionModels vision = VisionModels.Open(ModelStore.Open(models), new VisionModelChoice(DefaultModels.Whole, DefaultModels.Crop, null, null, DefaultModels.Options), 1);
        EventLog log = new(new DeviceIdentity("acme", "harbour", "edge-01"), ReplayOptions.StartUsual);
        CameraSettings camera = new() { Name = "cam1", Source = VideoSource.Parse(clip), Classes = ObjectClass.TrackedByDefault, Rules = Rules };
        using ReplayRun run = new(camera, vision.ForCamera(), new ReplayOptions(log.Start), log.Add);
        using OverlayVideo? overlay = video is null ? null : new OverlayVideo(video, run.Rules, vision.Objects.Labels);
        run.Run(overlay is null ? null : overlay.Show, CancellationToken.None);
        overlay?.Finish();
        return (log.Text, run.Frames);
    }

    private static long Decode(string path, out VideoInfo info)
    {
        using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(path), new VideoDecoderOptions(), TimeProvider.System);
        using DecodedFrame frame = new();
        long frames = 0;
        while (decoder.Read(frame) == DecodeResult.Frame) frames++;
        info = decoder.Info;
        return frames;
    }
}
