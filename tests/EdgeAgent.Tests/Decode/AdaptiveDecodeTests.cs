using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Decode;

/// <summary>Real clips read at the pace of a scripted scene.</summary>
public sealed class AdaptiveDecodeTests
{
    private const int Rate = 10;

    [Theory]
    [InlineData("mp4", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 10 -bf 0")]
    [InlineData("mkv", "-c:v libx264 -preset veryfast -pix_fmt yuv420p -g 10 -bf 3")]
    [InlineData("ts", "-c:v libx264 -preset veryfast -pix_fmt yuv420p -g 10 -bf 2 -x264-params open-gop=1")]
    [InlineData("mkv", "-c:v libx265 -preset ultrafast -pix_fmt yuv420p -x265-params keyint=10:min-keyint=10:bframes=3:open-gop=1:log-level=none")]
    [InlineData("avi", "-c:v mpeg4 -g 10 -q:v 4")]
    public void Between_idle_and_busy_every_delivered_picture_is_the_one_that_decoding_all_gives(string container, string encoding)
    {
        string clip = Clip($"pace{encoding.Length}.{container}", 20, encoding);
        Dictionary<long, byte[]> all = [];
        using (VideoDecoder whole = FileDecodingTests.Open(clip))
        using (DecodedFrame frame = new())
        {
            while (whole.Read(frame) == DecodeResult.Frame) all.Add(frame.Time.Nanoseconds, Luma(frame.View));
        }
        Assert.Equal(20 * Rate, all.Count);
        // Idle in the seconds 5 to 9.4 and from 14 on.
        List<double> seen = Read(clip, t => t < 5 || t is > 9.4 and < 14, (frame, _) =>
            Assert.True(all[frame.Time.Nanoseconds].AsSpan().SequenceEqual(Luma(frame.View)), $"{frame.Time.Seconds} s differs"));
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        // Key frames only: one a second.
        Assert.InRange(seen.Count(t => t is > 6.05 and < 9), 2, 4);
        Assert.InRange(seen.Count(t => t is > 15.05 and < 20), 4, 6);
        // The scene moves at the key frame of second 10: not one picture after it is missing.
        Assert.Equal(Enumerable.Range(101, 38).Select(i => i / (double)Rate), seen.Where(t => t is > 10.05 and < 13.85), new Near());
    }

    [Fact]
    public void Same_clip_and_scene_give_the_same_frames_whichever_thread_is_ahead()
    {
        string clip = Clip("steady.mp4", 20, "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 10 -bf 0");
        List<double>[] runs = [.. Enumerable.Range(0, 3).Select(run => Read(clip, t => t is < 4 or > 12, (_, frame) =>
        {
            if ((frame + run) % 5 == 0) Thread.Yield();
        }))];
        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
        Assert.InRange(runs[0].Count, 80, 180);
    }

    [Fact]
    public void Long_groups_are_decoded_whole_and_sampled()
    {
        string clip = Clip("groups10.mp4", 40, "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 100 -sc_threshold 0 -bf 0");
        List<double> seen = Read(clip, t => t < 12 || t > 30, (_, _) => { }, out long skipped);
        Assert.Equal(0, skipped);
        List<double> idle = [.. seen.Where(t => t is > 14 and < 30)];
        Assert.InRange(idle.Count, 30, 34);
        for (int i = 1; i < idle.Count; i++) Assert.InRange(idle[i] - idle[i - 1], 0.49, 0.51);
        // It is seen to move in the first sample after second 30.
        Assert.Equal(94, seen.Count(t => t > 30.55));
    }

    [Fact]
    public void Camera_that_spreads_its_key_frames_is_decoded_whole_again_before_its_packets_are_too_many()
    {
        // A key frame a second, then none for ten: what "smart" codecs do while a scene is still.
        string clip = Clip(
            "spread.mp4", 40, "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 1000 -sc_threshold 0 -bf 0 -force_key_frames expr:if(lt(t,20),gte(t,n_forced),gte(t,20+10*(n_forced-20)))");
        List<double> seen = Read(clip, t => t < 5, (_, _) => { }, out long skipped);
        Assert.True(skipped > 80, $"{skipped} packets skipped");
        List<double> late = [.. seen.Where(t => t > 26.5)];
        Assert.True(late.Count > 20, $"{late.Count} frames after the key frames became seldom");
        for (int i = 1; i < seen.Count; i++) Assert.InRange(seen[i] - seen[i - 1], 0.01, 6.2);
        for (int i = 1; i < late.Count; i++) Assert.InRange(late[i] - late[i - 1], 0.01, 0.6);
    }

    [Fact]
    public void Changing_pace_allocates_nothing_on_the_managed_heap()
    {
        string clip = Clip("alloc.mp4", 60, "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 10 -bf 0");
        SceneFeedback feedback = new();
        DecodePace pace = new(feedback, Settings());
        using VideoDecoder decoder = FileDecodingTests.Open(clip, new VideoDecoderOptions { Pace = pace });
        using DecodedFrame frame = new();
        AllocationCheck? allocations = null;
        long keyFrames = 0;
        for (double last = 0; decoder.Read(frame) == DecodeResult.Frame && frame.Time.Seconds < 55; last = frame.Time.Seconds)
        {
            double t = frame.Time.Seconds;
            if (last < 30 && t >= 30) allocations = AllocationCheck.Start();
            if (decoder.Rate == DecodeRate.KeyFrames) keyFrames++;
            // Idle five seconds of every ten.
            feedback.Post(new SceneActivity(frame.Number, frame.Time, TimeSpan.FromSeconds(t % 10 < 5 ? 0 : 60), 0));
        }
        Assert.NotNull(allocations);
        allocations.Value.AssertNone();
        Assert.True(keyFrames > 10 && decoder.PacketsSkipped > 50, $"{keyFrames} key frames, {decoder.PacketsSkipped} skipped");
    }

    /// <summary>Reads a clip with an analysis on a second thread; returns the seconds of the frames that came.</summary>
    private static List<double> Read(string clip, Func<double, bool> moves, Action<DecodedFrame, long> check) => Read(clip, moves, check, out _);

    private static List<double> Read(string clip, Func<double, bool> moves, Action<DecodedFrame, long> check, out long skipped)
    {
        SceneFeedback feedback = new();
        using SemaphoreSlim decoded = new(0);
        Queue<(long, MediaTime)> queue = new();
        bool ended = false;
        Thread analysis = new(() =>
        {
            double lastMoved = 0;
            while (true)
            {
                decoded.Wait();
                (long number, MediaTime time) = (0, default);
                lock (queue)
                {
                    if (queue.Count == 0 && ended) return;
                    (number, time) = queue.Dequeue();
                }
                if (moves(time.Seconds)) lastMoved = time.Seconds;
                feedback.Post(new SceneActivity(number, time, TimeSpan.FromSeconds(time.Seconds - lastMoved), 0));
            }
        });
        analysis.Start();
        List<double> seen = [];
        using VideoDecoder decoder = FileDecodingTests.Open(clip, new VideoDecoderOptions { Pace = new DecodePace(feedback, Settings()) });
        using DecodedFrame frame = new();
        try
        {
            while (decoder.Read(frame) == DecodeResult.Frame)
            {
                check(frame, frame.Number);
                seen.Add(frame.Time.Seconds);
                lock (queue) queue.Enqueue((frame.Number, frame.Time));
                decoded.Release();
            }
        }
        finally
        {
            lock (queue) ended = true;
            decoded.Release();
            analysis.Join();
        }
        skipped = decoder.PacketsSkipped;
        return seen;
    }

    private static DecodePaceOptions Settings() =>
        new() { IdleAfter = TimeSpan.FromSeconds(0.3), EveryFrameMin = TimeSpan.FromSeconds(0.5), LockStep = true };

    private static string Clip(string name, int seconds, string encoding) =>
        TestClips.Make(name, $"testsrc2=size=160x120:rate={Rate}:duration={seconds}", encoding);

    private static byte[] Luma(ImageView view)
    {
        byte[] luma = new byte[view.Width * view.Height];
        for (int y = 0; y < view.Height; y++) view.Y.Slice(y * view.YStride, view.Width).CopyTo(luma.AsSpan(y * view.Width));
        return luma;
    }

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 0.001;

        public int GetHashCode(double obj) => 0;
    }
}
