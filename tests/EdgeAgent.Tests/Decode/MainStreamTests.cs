using System.Diagnostics;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Agent.Tests.Sources;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Decode;

/// <summary>Two streams of one scene whose brightness tells the time: the main stream's picture is of the sub-stream's moment.</summary>
public sealed class MainStreamTests
{
    private const string Exact = "-c:v libx264 -preset veryfast -pix_fmt yuv420p -qp 3 -sc_threshold 0";

    private static string Sub => Clip("sub.mkv", 160, 120, 10, 20, Exact + " -g 10 -bf 0");

    private static string Main => Clip("main.mkv", 640, 360, 10, 20, Exact + " -g 20 -bf 0");

    [Theory]
    [InlineData(10, "-g 20 -bf 0")]
    [InlineData(10, "-g 20 -bf 3")]
    [InlineData(25, "-g 50 -bf 2")]
    [InlineData(10, "-g 100 -bf 0")]
    public void Picture_of_a_file_is_of_the_moment_that_was_asked_for(int rate, string groups)
    {
        string main = Clip($"main{rate}{string.Concat(groups.Where(char.IsLetterOrDigit))}.mkv", 640, 360, rate, 20, $"{Exact} {groups}");
        using MainStreamPictures pictures = Start(main);
        using VideoDecoder sub = FileDecodingTests.Open(Sub);
        using DecodedFrame frame = new(), large = new();
        int asked = 0;
        while (sub.Read(frame) == DecodeResult.Frame)
        {
            if (frame.Number % 13 != 4) continue;
            Assert.Equal(MainPicture.Decoded, pictures.TryDecode(frame.Moment, large));
            asked++;
            Assert.Equal((640, 360, frame.Time), (large.Width, large.Height, large.Time));
            Assert.InRange(Brightness(large.View) - Brightness(frame.View), rate == 10 ? 0 : -1, rate == 10 ? 0 : 1);
        }
        Assert.Equal(16, asked);
        Assert.Equal(PictureAlignment.MediaTime, pictures.Alignment);
        // Only from the key frame before the picture on, and at most 16 behind it.
        int group = int.Parse(groups.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(pictures.PacketsDecoded, asked, asked * Math.Min(group / 2 * 1.4 + 16, 20 * rate));
        Assert.True(group > 50 || pictures.PacketsDecoded < 20 * rate * 16 / 10, $"{pictures.PacketsDecoded} packets");
    }

    [Fact]
    public void What_is_too_old_or_beyond_the_end_is_not_given()
    {
        using MainStreamPictures pictures = Start(Main);
        using DecodedFrame large = new();
        Assert.Equal(MainPicture.Decoded, pictures.TryDecode(At(12), large));
        Assert.Equal(MainPicture.Decoded, pictures.TryDecode(At(9.5), large));
        Assert.Equal(95 + 16, Brightness(large.View));
        Assert.Equal(MainPicture.TooOld, pictures.TryDecode(At(4), large));
        Assert.Equal(MainPicture.Away, pictures.TryDecode(At(25), large));
        Assert.Throws<InvalidOperationException>(() => large.Width);
    }

    [Fact]
    public void Asking_for_pictures_allocates_nothing_on_the_managed_heap()
    {
        using MainStreamPictures pictures = Start(Main);
        using DecodedFrame large = new();
        AllocationCheck allocations = default;
        long decoded = 0;
        for (int i = 0; i < 180; i += 3)
        {
            if (i <= 90) allocations = AllocationCheck.Start();
            if (pictures.TryDecode(At(i / 10.0), large) == MainPicture.Decoded) decoded++;
        }
        allocations.AssertNone();
        Assert.Equal(60, decoded);
    }

    [SkippableFact]
    public void Camera_with_two_streams_gives_main_pictures_of_the_sub_stream_s_moments()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using RtspServer server = RtspServer.StartAt(0, [Sub, Main]);
        using VideoDecoder sub = VideoDecoder.Open(VideoSource.Parse(server.Url()), new VideoDecoderOptions(), TimeProvider.System);
        using DecodedFrame frame = new(), large = new();
        Assert.Equal(DecodeResult.Frame, sub.Read(frame));
        long subStarted = Stopwatch.GetTimestamp();
        using MainStreamPictures pictures = Start(server.Url() + "2");
        TimeSpan apart = default;
        Dictionary<PictureAlignment, List<int>> ahead = new() { [PictureAlignment.Arrival] = [], [PictureAlignment.SenderReports] = [] };
        while (sub.Read(frame) == DecodeResult.Frame && frame.Time.Seconds < 14)
        {
            if (apart == default && pictures.IsThere) apart = Stopwatch.GetElapsedTime(subStarted);
            // A moment ago, as the analysis asks: the main stream's packet may come a little after the sub-stream's.
            FrameMoment before = Earlier(frame.Moment, TimeSpan.FromMilliseconds(300));
            if (pictures.TryDecode(before, large) != MainPicture.Decoded) continue;
            Assert.Equal((640, 360), (large.Width, large.Height));
            ahead[pictures.Alignment].Add(Brightness(frame.View) - 3 - Brightness(large.View));
        }
        Assert.True(ahead[PictureAlignment.SenderReports].Count > 10, Tell());
        List<int> all = [.. ahead.Values.SelectMany(v => v)];
        // Each stream begins when it is connected to. In tenths of a second; the same distance all the time, to the frame by reports.
        Assert.True(Spread(ahead[PictureAlignment.SenderReports]) <= 1, Tell());
        Assert.True(Spread(all) <= 3, Tell());
        Assert.InRange(all.Average() - (apart.TotalSeconds * 10), -4, 4);

        string Tell() => $"connected {apart.TotalSeconds:F2} s later; " + string.Join("; ", ahead.Select(a => $"{a.Key} {string.Join(' ', a.Value)}"));
    }

    [SkippableFact]
    public void Main_stream_that_goes_away_is_told_once_and_comes_back()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        RtspServer server = RtspServer.StartAt(0, [Main]);
        List<string> told = [];
        MainStreamOptions options = new()
        {
            Decoder = new VideoDecoderOptions { ReadTimeout = TimeSpan.FromSeconds(2) },
            ReconnectDelayMin = TimeSpan.FromMilliseconds(100),
            ReconnectDelayMax = TimeSpan.FromMilliseconds(400),
        };
        using MainStreamPictures pictures = MainStreamPictures.Start(
            VideoSource.Parse(server.Url()), options, TimeProvider.System, line =>
            {
                lock (told) told.Add(line);
            });
        using DecodedFrame large = new();
        try
        {
            WaitUntil(() => pictures.TryDecode(Now(), large) == MainPicture.Decoded);
            Assert.Empty(told);
            int port = server.Port;
            server.Dispose();
            WaitUntil(() => pictures.TryDecode(Now(), large) == MainPicture.Away);
            WaitUntil(() => told.Count > 0);
            Assert.Contains("Key frames come from the sub-stream until the main stream is there.", told[0], StringComparison.Ordinal);
            server = RtspServer.StartAt(port, [Main]);
            WaitUntil(() => pictures.TryDecode(Now(), large) == MainPicture.Decoded);
            WaitUntil(() => told.Count > 1);
            Assert.EndsWith("is there: key frames come from the main stream.", told[1], StringComparison.Ordinal);
            Assert.Equal(2, told.Count);
        }
        finally
        {
            server.Dispose();
        }
    }

    [Fact]
    public void Main_stream_that_was_never_there_is_told()
    {
        List<string> told = [];
        using (MainStreamPictures pictures = MainStreamPictures.Start(
            VideoSource.Parse("rtsp://127.0.0.1:1/main"), new MainStreamOptions(), TimeProvider.System, told.Add))
        {
            WaitUntil(() => told.Count > 0);
            Assert.False(pictures.IsThere);
        }
        Assert.Contains("refuses connections", told[0], StringComparison.Ordinal);
    }

    private static FrameMoment At(double seconds) => new(MediaTime.Zero + TimeSpan.FromSeconds(seconds));

    private static FrameMoment Now() => new(default, TimeProvider.System.GetElapsedTime(0, TimeProvider.System.GetTimestamp()) - TimeSpan.FromMilliseconds(150));

    private static FrameMoment Earlier(FrameMoment moment, TimeSpan by) => new(moment.Media, moment.Arrival - by, moment.Camera - by);

    private static int Spread(List<int> values) => values.Count == 0 ? 0 : values.Max() - values.Min();

    private static void WaitUntil(Func<bool> condition)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using ManualResetEventSlim never = new();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "it did not come about within a minute");
            never.Wait(20);
        }
    }

    private static MainStreamPictures Start(string source) =>
        MainStreamPictures.Start(VideoSource.Parse(source), new MainStreamOptions(), TimeProvider.System, _ => { });

    /// <summary>Grey pictures, one step brighter every tenth of a second.</summary>
    private static string Clip(string name, int width, int height, int rate, int seconds, string encoding) => TestClips.Make(
        name, $"nullsrc=size=16x16:rate={rate}:duration={seconds},geq=lum='16+floor(T*10+0.01)':cb=128:cr=128,"
            + $"scale={width}:{height}:flags=neighbor", encoding);

    private static int Brightness(ImageView view)
    {
        double sum = 0;
        for (int y = 0; y < view.Height; y++)
        {
            foreach (byte value in view.Y.Slice(y * view.YStride, view.Width)) sum += value;
        }
        return (int)Math.Round(sum / (view.Width * view.Height));
    }
}
