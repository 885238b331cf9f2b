using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Faces;
using SafeCity.Edge.Transport.Contract;
using Xunit.Abstractions;

namespace Pipeline.Tests.Privacy;

/// <summary>What leaves the box, looked at as the platform gets it: every JPEG of every clip.</summary>
public sealed class OutgoingPictureTests(ITestOutputHelper output) : IDisposable
{
    // The model that masks, and a larger one, which sees faces in knees and bags below 0.7.
    private static readonly (string Model, float ScoreMin)[] Inspectors = [("blazeface-front-128x128", 0.5f), ("blazeface-back-256x256", 0.7f)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("demo")]
    [InlineData("video/yolodotnet_walking.mp4")]
    [InlineData("video/one-by-one-person-detection.mp4")]
    [InlineData("video/person-bicycle-car-detection.mp4")]
    [InlineData("video/car-detection.mp4")]
    [InlineData("video/face-demographics-walking-and-pause.mp4")]
    [InlineData("video/head-pose-face-detection-female.mp4")]
    [InlineData("video/bottle-detection.mp4")]
    public async Task No_picture_shows_a_face_or_says_more_than_its_pixels(string clip)
    {
        string source = clip == "demo" ? DemoClip.StartAs(_folder.File("demo.avi"), 25, "-c", "copy") : SharedClips.Find(clip);
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        (await site.RunAgentAsync(source, "--model", "centernet-640x384", "--crop-model", Models.Quick)).Expect(ExitCode.Ok);
        IReadOnlyList<CloudEvent> events = Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));
        string[] pictures = Directory.Exists(site.KeyFrames) ? Directory.GetFiles(site.KeyFrames, "*.jpg", SearchOption.AllDirectories) : [];
        Assert.Equal(events.Sum(e => e.Data.KeyFrames?.Count ?? 0), pictures.Length);
        Assert.All(events, e => Assert.Equal(("blurred", "off"), (e.Data.Privacy!.Faces, e.Data.Privacy.Plates)));

        foreach ((string model, float scoreMin) in Inspectors) AssertNoFaces(pictures, model, scoreMin);
        foreach (string picture in pictures) AssertOnlyPixels(await File.ReadAllBytesAsync(picture), picture);
        output.WriteLine($"{clip}: {pictures.Length} pictures of {events.Count} events, none shows a face");
    }

    [SkippableFact]
    public async Task What_lies_in_a_masked_area_is_neither_followed_nor_shown()
    {
        string config = _folder.File("agent.yaml");
        await using Site site = await Site.OpenAsync();
        await File.WriteAllTextAsync(config, $$"""
            version: 1
            device: {org: acme, site: harbour, name: d7f3a1}
            broker: {host: 127.0.0.1, port: {{site.Broker.Port}} }
            cameras:
              - name: cam1
                source: {{DemoClip.Short}}
                speed: max
                masks: [[[0.5, 0], [1, 0], [1, 1], [0.5, 1]]]
            """);
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        (await AgentProcess.RunAsync("run", "--config", config, "--data", site.Data, "--models", Models.Folder, "--output", site.Folder)).Expect(ExitCode.Ok);
        IReadOnlyList<CloudEvent> events = Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));
        Assert.NotEmpty(events);
        Assert.All(events, e => Assert.True(e.Data.Object is null || e.Data.Object.Box.X < 0.5, $"{e.Data.Object?.Box}"));

        using JpegDecoder decoder = new();
        ImageView overview = decoder.Decode(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(site.Folder, "*overview*.jpg"))));
        for (int y = 4; y < overview.Height; y += 7)
            for (int x = (overview.Width / 2) + 16; x < overview.Width; x += 7) Assert.InRange(overview.Y[(y * overview.YStride) + x], 0, 12);
    }

    private static void AssertNoFaces(string[] pictures, string model, float scoreMin)
    {
        using IDetector<FaceDetection> detector = DetectorFactory.OpenFaces(ModelStore.Open(Models.Folder), model);
        FaceFinder finder = new(detector, FaceGuard.Options);
        using JpegDecoder decoder = new();
        FaceDetection[] faces = new FaceDetection[16];
        foreach (string picture in pictures)
        {
            bool found = finder.FindInPicture(decoder.Decode(File.ReadAllBytes(picture)), faces) > 0 && faces[0].Score >= scoreMin;
            Assert.False(found, $"{model} finds a face in {picture}, {faces[0].Score:0.00} at {faces[0].Box}");
        }
    }

    // Start, tables, frame, scan: no application data (EXIF, thumbnails, positions) and no comment.
    private static void AssertOnlyPixels(byte[] jpeg, string name)
    {
        int at = 2;
        while (true)
        {
            Assert.True(jpeg[at] == 0xff, $"{name}: no marker at {at}");
            int marker = jpeg[at + 1], length = (jpeg[at + 2] << 8) | jpeg[at + 3];
            bool isJfif = marker == 0xe0 && length == 16;
            Assert.True(isJfif || marker is 0xdb or 0xc0 or 0xc4 or 0xda or 0xdd, $"{name} has a segment {marker:x2} of {length} bytes");
            if (marker == 0xda) return;
            at += 2 + length;
        }
    }
}
