using System.Diagnostics;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Tests.Sources;

/// <summary>A real RTSP server, by TCP and by UDP.</summary>
public sealed class RtspTests
{
    private static readonly VideoDecoderOptions Quick = new() { ReadTimeout = TimeSpan.FromSeconds(1) };

    private static string Clip => TestClips.Make(
        "camera.mkv", "testsrc2=size=320x240:rate=25:duration=60",
        "-c:v libx264 -preset ultrafast -tune zerolatency -pix_fmt yuv420p -g 12");

    [SkippableTheory]
    [InlineData("tcp")]
    [InlineData("udp")]
    public void Camera_is_read_with_increasing_times(string transport)
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using RtspServer server = RtspServer.Start(Clip);
        using VideoDecoder decoder = Open(server.Url(query: $"?transport={transport}"), new VideoDecoderOptions());
        using DecodedFrame frame = new();
        Assert.Null(decoder.Info.Duration);
        double last = -1;
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
            Assert.Equal((320, 240), (frame.Width, frame.Height));
            Assert.True(frame.Time.Seconds > last, $"{frame.Time.Seconds} after {last}");
            if (i > 0) Assert.InRange(frame.Time.Seconds - last, 0.001, 1);
            last = frame.Time.Seconds;
        }
        Assert.InRange(last, 1, 4);
    }

    [SkippableTheory]
    [InlineData("tcp")]
    [InlineData("udp")]
    public void Camera_that_falls_silent_ends_the_read_in_time_and_can_be_opened_again(string transport)
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using RtspServer server = RtspServer.Start(Clip);
        using DecodedFrame frame = new();
        using (VideoDecoder decoder = Open(server.Url(query: $"?transport={transport}"), Quick))
        {
            Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
            server.Freeze();
            // What is on its way already still arrives; then the silence ends in an error.
            Stopwatch clock = Stopwatch.StartNew();
            VideoSourceException error = Assert.Throws<VideoSourceException>(() =>
            {
                while (decoder.Read(frame) == DecodeResult.Frame) clock.Restart();
            });
            Assert.Equal((VideoSourceError.ReadTimeout, true), (error.Kind, error.CanRetry));
            Assert.Contains("sent nothing for 1 s", error.Message, StringComparison.Ordinal);
            Assert.InRange(clock.Elapsed.TotalSeconds, 0.8, 3);
            clock.Restart();
        }
        server.Thaw();
        using VideoDecoder again = Open(server.Url(query: $"?transport={transport}"), Quick);
        Assert.Equal(DecodeResult.Frame, again.Read(frame));
    }

    [SkippableFact]
    public void Stall_shorter_than_the_time_out_goes_unnoticed()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using RtspServer server = RtspServer.Start(Clip);
        using VideoDecoder decoder = Open(server.Url(), new VideoDecoderOptions { ReadTimeout = TimeSpan.FromSeconds(10) });
        using DecodedFrame frame = new();
        Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
        server.Freeze();
        using ManualResetEventSlim waiting = new();
        Thread thaw = new(() =>
        {
            waiting.Wait();
            server.Thaw();
        });
        thaw.Start();
        using Timer later = new(_ => waiting.Set(), null, TimeSpan.FromMilliseconds(700), Timeout.InfiniteTimeSpan);
        for (int i = 0; i < 40; i++) Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
        thaw.Join();
    }

    [SkippableTheory]
    [InlineData("tcp")]
    [InlineData("udp")]
    public void Stop_ends_a_blocked_read_at_once(string transport)
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using RtspServer server = RtspServer.Start(Clip);
        using VideoDecoder decoder = Open(
            server.Url(query: $"?transport={transport}"), new VideoDecoderOptions { ReadTimeout = TimeSpan.FromSeconds(30) });
        using DecodedFrame frame = new();
        Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
        server.Freeze();
        long stopped = 0;
        using Timer stop = new(
            _ =>
            {
                Volatile.Write(ref stopped, Stopwatch.GetTimestamp());
                decoder.Stop();
            },
            null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        DecodeResult result;
        do result = decoder.Read(frame);
        while (result == DecodeResult.Frame);
        Assert.Equal(DecodeResult.Stopped, result);
        // libav polls every 100 ms; the rest is for a busy machine.
        Assert.InRange(Stopwatch.GetElapsedTime(Volatile.Read(ref stopped)).TotalMilliseconds, 0, 400);
        Assert.Equal(DecodeResult.Stopped, decoder.Read(frame));
    }

    [SkippableFact]
    public void Camera_that_dies_is_an_end_of_session_that_can_be_retried()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using DecodedFrame frame = new();
        RtspServer server = RtspServer.Start(Clip);
        using VideoDecoder decoder = Open(server.Url(), Quick);
        Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
        server.Dispose();
        VideoSourceException error = Assert.Throws<VideoSourceException>(() =>
        {
            while (decoder.Read(frame) == DecodeResult.Frame) { }
        });
        Assert.Equal((VideoSourceError.Disconnected, true), (error.Kind, error.CanRetry));
    }

    [SkippableFact]
    public void Camera_wants_its_password_and_errors_do_not_tell_it()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using RtspServer server = RtspServer.Start(Clip, "admin:canary-7");
        foreach (string wrong in new[] { "", "admin:canary-8@" })
        {
            VideoSourceException error = Assert.Throws<VideoSourceException>(() => Open(server.Url(wrong), Quick));
            Assert.Equal((VideoSourceError.Unauthorized, false), (error.Kind, error.CanRetry));
            Assert.Contains("wants a user and password", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
        }
        using VideoDecoder decoder = Open(server.Url("admin:canary-7@"), Quick);
        using DecodedFrame frame = new();
        Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
    }

    [SkippableFact]
    public void Path_that_the_camera_does_not_know_is_not_found()
    {
        Skip.If(RtspServer.Missing is not null, RtspServer.Missing);
        using RtspServer server = RtspServer.Start(Clip);
        string url = server.Url().Replace("/cam", "/none", StringComparison.Ordinal);
        VideoSourceException error = Assert.Throws<VideoSourceException>(() => Open(url, Quick));
        Assert.Equal((VideoSourceError.NotFound, false), (error.Kind, error.CanRetry));
        Assert.Contains("/none is not a stream of this camera", error.Message, StringComparison.Ordinal);
    }

    private static VideoDecoder Open(string url, VideoDecoderOptions options) =>
        VideoDecoder.Open(VideoSource.Parse(url), options, TimeProvider.System);
}
