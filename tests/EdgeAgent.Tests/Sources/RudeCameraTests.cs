using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Tests.Sources;

/// <summary>Listeners that are not cameras, or rude ones.</summary>
public sealed class RudeCameraTests
{
    [Theory]
    [InlineData("tcp")]
    [InlineData("udp")]
    public void Camera_that_accepts_and_stays_silent_is_given_up_in_time(string transport)
    {
        using TcpListener listener = Listen();
        Stopwatch clock = Stopwatch.StartNew();
        VideoSourceException error = Assert.Throws<VideoSourceException>(() => Open(Url(listener, "?transport=" + transport), seconds: 1));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.8, 3);
        Assert.Equal((VideoSourceError.OpenTimeout, true), (error.Kind, error.CanRetry));
        Assert.Contains("did not answer within 1 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Closed_port_is_a_refusal_that_can_be_retried()
    {
        string url;
        using (TcpListener listener = Listen()) url = Url(listener);
        VideoSourceException error = Assert.Throws<VideoSourceException>(() => Open(url, seconds: 5));
        Assert.Equal((VideoSourceError.Refused, true), (error.Kind, error.CanRetry));
        Assert.Contains("refuses connections", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", VideoSourceError.Unauthorized)]
    [InlineData("RTSP/1.0 403 Forbidden\r\nCSeq: 1\r\n\r\n", VideoSourceError.Forbidden)]
    [InlineData("RTSP/1.0 404 Not Found\r\nCSeq: 1\r\n\r\n", VideoSourceError.NotFound)]
    [InlineData("RTSP/1.0 500 Internal Server Error\r\nCSeq: 1\r\n\r\n", VideoSourceError.Disconnected)]
    [InlineData("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", null)]
    [InlineData("220 mail.example.org ESMTP\r\n", null)]
    [InlineData("\0\u0001\u0002\u0003$\0\uffff garbage", null)]
    [InlineData("", VideoSourceError.Disconnected)]
    public void Answers_of_all_kinds_end_in_one_sentence(string answer, object? kind)
    {
        using TcpListener listener = Listen();
        Thread server = new(() => AnswerEachRequest(listener, answer));
        server.Start();
        try
        {
            VideoSourceException error = Assert.Throws<VideoSourceException>(() => Open(Url(listener), seconds: 2));
            if (kind is not null) Assert.Equal((VideoSourceError)kind, error.Kind);
            Assert.DoesNotContain('\n', error.Message);
            Assert.StartsWith("rtsp://127.0.0.1:", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            listener.Stop();
            server.Join();
        }
    }

    [Fact]
    public void Name_that_nobody_knows_is_unreachable()
    {
        VideoSourceException error = Assert.Throws<VideoSourceException>(() => Open("rtsp://camera.invalid/live", seconds: 5));
        Assert.Equal((VideoSourceError.Unreachable, true), (error.Kind, error.CanRetry));
        Assert.Contains("camera.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Opening_can_be_cancelled()
    {
        using TcpListener listener = Listen();
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(300));
        Stopwatch clock = Stopwatch.StartNew();
        VideoDecoderOptions options = new() { OpenTimeout = TimeSpan.FromSeconds(30) };
        Assert.ThrowsAny<OperationCanceledException>(() =>
            VideoDecoder.Open(VideoSource.Parse(Url(listener)), options, TimeProvider.System, cancellation.Token));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.2, 2);
    }

    private static void AnswerEachRequest(TcpListener listener, string answer)
    {
        while (true)
        {
            try
            {
                using TcpClient client = listener.AcceptTcpClient();
                using NetworkStream stream = client.GetStream();
                byte[] request = new byte[4096];
                while (stream.Read(request) > 0 && answer.Length > 0) stream.Write(Encoding.Latin1.GetBytes(answer));
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                return; // the listener was stopped: the test is over
            }
            catch (IOException)
            {
                continue; // the client went first
            }
        }
    }

    private static TcpListener Listen()
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static string Url(TcpListener listener, string query = "") =>
        $"rtsp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/live{query}";

    private static void Open(string url, double seconds)
    {
        using VideoDecoder decoder = VideoDecoder.Open(
            VideoSource.Parse(url), new VideoDecoderOptions { OpenTimeout = TimeSpan.FromSeconds(seconds) }, TimeProvider.System);
    }
}
