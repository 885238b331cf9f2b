using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Tests.Sources;

public sealed class VideoSourceTests
{
    [Theory]
    [InlineData("clip.avi", "clip.avi", false)]
    [InlineData("  /a/b c.mp4 ", "/a/b c.mp4", false)]
    [InlineData("file:///a/b%20c.mp4", "/a/b c.mp4", false)]
    [InlineData("odd:name%d.jpg", "odd:name%d.jpg", false)]
    [InlineData("rtsp://cam.local/live", "rtsp://cam.local/live", true)]
    [InlineData("RTSP://10.0.0.7:8554/live/1?channel=2&token=xyz", "rtsp://10.0.0.7:8554/live/1", true)]
    [InlineData("rtsp://[fe80::1]:8554/a", "rtsp://[fe80::1]:8554/a", true)]
    public void Source_is_shown_without_secrets(string text, string display, bool live)
    {
        VideoSource source = VideoSource.Parse(text);
        Assert.Equal((display, live), (source.Display, source.IsLive));
        Assert.Equal(display, source.ToString());
    }

    [Theory]
    [InlineData("rtsp://admin:canary-7@cam/live")]
    [InlineData("rtsp://admin:p%40canary-7@cam:8554/live?transport=udp")]
    [InlineData("rtsp://cam/live?user=admin&password=canary-7")]
    public void Password_is_never_printed_and_reaches_the_camera(string text)
    {
        VideoSource source = VideoSource.Parse(text);
        Assert.DoesNotContain("canary", source.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("admin", source.Display, StringComparison.Ordinal);
        Assert.Contains("canary-7", source.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://cam/a", null, RtspTransport.Tcp, "rtsp://cam/a")]
    [InlineData("rtsp://cam/a?transport=udp", null, RtspTransport.Udp, "rtsp://cam/a")]
    [InlineData("rtsp://cam/a?x=1&transport=UDP&y=2", null, RtspTransport.Udp, "rtsp://cam/a?x=1&y=2")]
    [InlineData("rtsp://cam/a?transport=udp", RtspTransport.Tcp, RtspTransport.Tcp, "rtsp://cam/a")]
    internal void Transport_comes_from_the_address_or_the_option(string text, RtspTransport? option, RtspTransport expected, string url)
    {
        VideoSource source = VideoSource.Parse(text, option);
        Assert.Equal((expected, url), (source.Transport, source.Url));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("http://user:canary@cam/a.mjpg", "http:// sources are not supported")]
    [InlineData("https://cam/a", "https:// sources are not supported")]
    [InlineData("rtsps://cam/a", "rtsps:// sources are not supported")]
    [InlineData("concat://a|b", "concat:// sources are not supported")]
    [InlineData("/dev/video0", "/dev/video0 is a device")]
    [InlineData("rtsp://", "not valid")]
    [InlineData("rtsp://user:canary@", "not valid")]
    [InlineData("rtsp://user:canary@cam:port/a", "not valid")]
    [InlineData("rtsp://cam:0/a", "port 0")]
    [InlineData("rtsp://cam/a?transport=carrier-pigeon", "neither tcp nor udp")]
    public void Other_sources_are_refused_by_name_without_quoting_secrets(string text, string part)
    {
        VideoSourceException error = Assert.Throws<VideoSourceException>(() => VideoSource.Parse(text));
        Assert.Equal(VideoSourceError.Unsupported, error.Kind);
        Assert.False(error.CanRetry);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }
}
