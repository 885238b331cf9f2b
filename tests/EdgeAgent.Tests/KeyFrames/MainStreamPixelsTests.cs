using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Agent.Tests.Decode;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.KeyFrames;

/// <summary>
/// Two encodings of one noisy clip whose colours tell the place and whose brightness tells the time: shots are cut from the large one.
/// </summary>
public sealed class MainStreamPixelsTests : IDisposable
{
    private const string Exact = "-c:v libx264 -preset veryfast -pix_fmt yuv420p -qp 3 -g 20 -bf 2 -sc_threshold 0";

    private static readonly Detection Subject = SightScene.Seen(0.4f, 0.3f, 0.5f);
    private static readonly Detection Weak = SightScene.Seen(0.55f, 0.3f, 0.15f);

    private readonly SightScene _scene = new();
    private readonly List<MainPicture> _counted = new(256);
    private readonly List<string> _said = [];

    private static string Main => TestClips.Make(
        "pixels-main.mkv", "nullsrc=size=768x576:rate=10:duration=3,"
            + "geq=lum='30+random(1)*80+T*40':cb='64+128*X/W':cr='64+128*Y/H'", Exact);

    private static string Sub => TestClips.MakeFrom("pixels-sub.mkv", Main, "-vf scale=384:288:flags=area " + Exact);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Shot_has_the_main_stream_s_pixels_of_the_same_place_and_moment()
    {
        BestShot small = ShotOf(null, 12), large = ShotOf(Main, 12);
        Assert.Equal((256, 384), (small.Width, large.Width));
        Assert.Equal((384, 288, 12L), (large.Frame.Width, large.Frame.Height, large.Frame.Number));
        Assert.Equal(small.Frame, large.Frame);
        using DecodedFrame inSmall = Picture(small), inLarge = Picture(large);
        // Below the head. A tenth of a second is 4 steps of brightness, a fiftieth of the frame's width 2 to 3 of colour.
        BoundingBox body = Subject.Box with { Y = 0.45f, Height = 0.15f };
        (double Y, double U, double V) few = MeanOf(inSmall.View, PlanOf(small, 384, 288).ToPicture(body, 384, 288));
        (double Y, double U, double V) many = MeanOf(inLarge.View, PlanOf(large, 768, 576).ToPicture(body, 768, 576));
        Assert.True(Math.Max(Math.Abs(many.Y - few.Y), Math.Max(Math.Abs(many.U - few.U), Math.Abs(many.V - few.V))) < 2, $"{few} {many}");
        Assert.Equal([MainPicture.Decoded], _counted.Distinct());
        Assert.Empty(_said);
    }

    [Fact]
    public void Heads_of_all_persons_are_masked_in_the_main_stream_s_pixels()
    {
        BestShot shot = ShotOf(Main, 12);
        CropPlan plan = PlanOf(shot, 768, 576);
        using DecodedFrame picture = Picture(shot);
        foreach (Detection person in (Detection[])[Subject, Weak])
        {
            BoundingBox head = person.Box with { Height = 0.06f }, body = person.Box with { Y = person.Box.Y + 0.15f, Height = 0.1f };
            Assert.InRange(SpreadAt(picture.View, plan.ToPicture(head, 768, 576)), 0, 20);
            Assert.InRange(SpreadAt(picture.View, plan.ToPicture(body, 768, 576)), 35, 255);
        }
    }

    [Fact]
    public void Shots_of_one_frame_share_one_picture()
    {
        using MainStreamPixels main = Open(Main);
        using KeyFrameEncoder encoder = SightScene.Encoder();
        BestShotRecorder shots = new(encoder, main);
        Show(shots, 5, SightScene.Seen(0.2f, 0.3f, 0.5f), SightScene.Seen(0.6f, 0.3f, 0.5f));
        Assert.Equal((384, 384), (shots.Take(1)!.Width, shots.Take(2)!.Width));
        Assert.Equal([MainPicture.Decoded], _counted);
    }

    [Fact]
    public void Main_stream_of_other_proportions_is_told_once_and_left_alone_for_a_minute()
    {
        string wide = TestClips.MakeFrom("pixels-wide.mkv", Main, "-vf scale=768:432 " + Exact);
        using MainStreamPixels main = Open(wide);
        using KeyFrameEncoder encoder = SightScene.Encoder();
        BestShotRecorder shots = new(encoder, main);
        Show(shots, 12, Subject);
        Show(shots, 1, Subject with { Score = 0.9f });
        BestShot shot = shots.Take(1)!;
        Assert.Equal((256, 12L), (shot.Width, shot.Frame.Number));
        Assert.Equal([MainPicture.OtherAspect, MainPicture.OtherAspect], _counted);
        Assert.Contains("768x432, the sub-stream of 384x288", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(780, true)]
    [InlineData(800, false)]
    public void Proportions_may_differ_by_two_percent(int width, bool fit)
    {
        string main = TestClips.MakeFrom($"pixels-{width}.mkv", Main, $"-vf scale={width}:576 " + Exact);
        using MainStreamPixels pixels = Open(main);
        FrameStamp stamp = new(0, MediaTime.Zero, SightScene.WallOfZero, 384, 288);
        Assert.Equal(fit, pixels.Find(stamp) is not null);
    }

    [Fact]
    public void Where_the_main_stream_has_ended_shots_are_cut_from_what_is_analysed()
    {
        string brief = TestClips.MakeFrom("pixels-brief.mkv", Main, "-t 0.5 " + Exact);
        BestShot shot = ShotOf(brief, 12);
        Assert.Equal((256, 12L), (shot.Width, shot.Frame.Number));
        Assert.Equal([MainPicture.Decoded, MainPicture.Away], _counted);
    }

    [Fact]
    public void Main_file_that_is_not_there_is_told_when_it_is_started()
    {
        using MainStreamPixels main = new(VideoSource.Parse("/nowhere/main.mkv"), TimeProvider.System, _counted.Add, _said.Add);
        Assert.Equal(VideoSourceError.NotFound, Assert.Throws<VideoSourceException>(main.Start).Kind);
    }

    [Fact]
    public void Shots_from_the_main_stream_allocate_nothing_on_the_managed_heap()
    {
        using MainStreamPixels main = Open(Main);
        using KeyFrameEncoder encoder = SightScene.Encoder();
        BestShotRecorder shots = new(encoder, main);
        Show(shots, 4, Subject);
        using VideoDecoder sub = FileDecodingTests.Open(Sub);
        using DecodedFrame frame = new();
        long allocated = 0;
        while (sub.Read(frame) == DecodeResult.Frame)
        {
            FrameStamp stamp = _scene.Stamp with { Number = 100 + frame.Number, Width = 384, Height = 288, Moment = frame.Moment };
            shots.Drop(1);
            long before = GC.GetAllocatedBytesForCurrentThread();
            shots.Consider(frame.View, stamp, _scene.Sight);
            if (frame.Number >= 10) allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
        Assert.Equal(31, _counted.Count(c => c == MainPicture.Decoded));
    }

    // The subject gets clearer in one frame; somebody beside is seen weakly.
    private BestShot ShotOf(string? mainPath, int clearest)
    {
        using SightScene scene = new();
        using MainStreamPixels? main = mainPath is null ? null : Open(mainPath);
        using KeyFrameEncoder encoder = SightScene.Encoder();
        BestShotRecorder shots = new(encoder, main);
        using VideoDecoder sub = FileDecodingTests.Open(Sub);
        using DecodedFrame frame = new();
        while (sub.Read(frame) == DecodeResult.Frame)
        {
            scene.Show(Subject with { Score = frame.Number == clearest ? 0.9f : 0.5f }, Weak);
            shots.Consider(frame.View, StampOf(scene, frame), scene.Sight);
        }
        return shots.Take(1)!;
    }

    private void Show(BestShotRecorder shots, int frames, params Detection[] detections)
    {
        using VideoDecoder sub = FileDecodingTests.Open(Sub);
        using DecodedFrame frame = new();
        for (int i = 0; i < frames && sub.Read(frame) == DecodeResult.Frame; i++)
        {
            _scene.Show(detections);
            shots.Consider(frame.View, StampOf(_scene, frame), _scene.Sight);
        }
    }

    private MainStreamPixels Open(string path)
    {
        MainStreamPixels main = new(VideoSource.Parse(path), TimeProvider.System, _counted.Add, _said.Add);
        main.Start();
        return main;
    }

    private static FrameStamp StampOf(SightScene scene, DecodedFrame frame) =>
        scene.Stamp with { Width = frame.Width, Height = frame.Height, Moment = frame.Moment };

    private static CropPlan PlanOf(BestShot shot, int width, int height) => CropPlan.Around(shot.Subject.Box, width, height, 640);

    private static DecodedFrame Picture(BestShot shot)
    {
        using VideoDecoder decoder = FileDecodingTests.Open(TestClips.Write("shot.jpg", shot.Jpeg));
        DecodedFrame picture = new();
        Assert.Equal(DecodeResult.Frame, decoder.Read(picture));
        Assert.Equal((shot.Width, shot.Height), (picture.Width, picture.Height));
        return picture;
    }

    private static (double Y, double U, double V) MeanOf(ImageView view, PixelRectangle area)
    {
        double y = 0, u = 0, v = 0;
        for (int row = area.Y; row < area.Y + area.Height; row++)
        {
            for (int column = area.X; column < area.X + area.Width; column++)
            {
                y += view.Y[(row * view.YStride) + column];
                u += view.U[(row / 2 * view.ChromaStride) + (column / 2)];
                v += view.V[(row / 2 * view.ChromaStride) + (column / 2)];
            }
        }
        double pixels = area.Width * area.Height;
        return (y / pixels, u / pixels, v / pixels);
    }

    // Of four by four pixels in the middle: inside one cell of a mosaic they are alike, in noise they are not.
    private static int SpreadAt(ImageView view, PixelRectangle area)
    {
        int least = 255, most = 0;
        for (int row = 0; row < 4; row++)
        {
            foreach (byte sample in view.Y.Slice(((area.Y + (area.Height / 2) - 2 + row) * view.YStride) + area.X + (area.Width / 2) - 2, 4))
                (least, most) = (Math.Min(least, sample), Math.Max(most, sample));
        }
        return most - least;
    }
}
