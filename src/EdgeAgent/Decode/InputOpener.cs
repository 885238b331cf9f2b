using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>Opens the container of a source: looks at it first, and tells in one sentence what is wrong with it.</summary>
internal static class InputOpener
{
    // What libav itself looks at when it probes.
    private const int ProbeBytesMax = 1 << 20;

    /// <summary>Opens; the interrupt is armed with the opening time-out and owned by the result, or disposed on failure.</summary>
    /// <exception cref="VideoSourceException">It cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The interrupt was stopped.</exception>
    internal static AvInput Open(VideoSource source, VideoDecoderOptions options, AvInterrupt interrupt)
    {
        bool handedOver = false;
        try
        {
            AvLibraries.EnsureLoaded();
            interrupt.Arm(options.OpenTimeout);
            string demuxer = source.IsLive ? "rtsp" : ProbeFile(source);
            if (source.IsLive) RequireHost(source, options.OpenTimeout, interrupt);
            using AvOptions entries = source.IsLive ? RtspOptions(source, options) : new AvOptions().Set("protocol_whitelist", "file");
            handedOver = true;
            return AvInput.Open(source.IsLive ? source.Url : "file:" + source.Url, demuxer, entries, interrupt);
        }
        catch (AvException e)
        {
            if (interrupt.Stopped) throw new OperationCanceledException($"opening {source.Display} was stopped", e);
            throw SourceErrors.OfOpen(source, e, interrupt.TimedOut, options.OpenTimeout);
        }
        finally
        {
            if (!handedOver) interrupt.Dispose();
        }
    }

    private static AvOptions RtspOptions(VideoSource source, VideoDecoderOptions options)
    {
        long microseconds = (long)Math.Max(options.OpenTimeout.TotalMicroseconds, options.ReadTimeout.TotalMicroseconds);
        return new AvOptions()
            .Set("rtsp_transport", source.Transport == RtspTransport.Udp ? "udp" : "tcp")
            .Set("allowed_media_types", "video")
            .Set("timeout", microseconds)
            .Set("protocol_whitelist", "rtsp,rtp,udp,tcp")
            // A camera sends its parameter sets at once: half the time-out is ample, and leaves room for the answer.
            .Set("analyzeduration", (long)options.OpenTimeout.TotalMicroseconds / 2)
            .Set("user_agent", "SafeCity.Edge");
    }

    private static string ProbeFile(VideoSource source)
    {
        if (Directory.Exists(source.Url))
            throw Error(VideoSourceError.NotVideo, $"{source.Display} is a folder: give a video file in it");
        byte[] head;
        try
        {
            using FileStream file = new(
                source.Url, new FileStreamOptions { BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete });
            if (file.Length == 0) throw Error(VideoSourceError.Empty, $"{source.Display} is empty (0 bytes): record or copy it again");
            head = new byte[(int)Math.Min(file.Length, ProbeBytesMax)];
            int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            Array.Resize(ref head, read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VideoSourceException(VideoSourceError.NotFound, $"there is no file {source.Display}: check the path", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new VideoSourceException(
                VideoSourceError.Forbidden,
                $"{source.Display} may not be read by user {Environment.UserName}: give the agent's user the right to", e);
        }
        catch (IOException e)
        {
            throw new VideoSourceException(VideoSourceError.Corrupt, $"{source.Display} cannot be read ({e.Message}): check the disk", e);
        }
        string? probed = AvProbe.FormatOf(head);
        string guess = probed is null ? "" : $" (it looks like {probed.Split(',')[0]})";
        return FileFormats.Choose(probed) ?? throw Error(
            VideoSourceError.NotVideo, $"{source.Display} is not a video or picture{guess}: give a video file such as .mp4, .mkv or .avi");
    }

    /// <summary>libav's own look-up of a name cannot be interrupted: try it here first, with a limit.</summary>
    private static void RequireHost(VideoSource source, TimeSpan limit, AvInterrupt interrupt)
    {
        if (IPAddress.TryParse(source.Host, out _)) return;
        long start = Stopwatch.GetTimestamp();
        Task<IPAddress[]> lookUp = Dns.GetHostAddressesAsync(source.Host);
        try
        {
            while (!lookUp.Wait(TimeSpan.FromMilliseconds(50)))
            {
                if (interrupt.Stopped) throw new OperationCanceledException($"opening {source.Display} was stopped");
                if (Stopwatch.GetElapsedTime(start) < limit) continue;
                throw Error(
                    VideoSourceError.Unreachable,
                $"the name {source.Host} of {source.Display} finds no answer: check the name server, or give the camera's address");
            }
        }
        catch (AggregateException e) when (e.InnerException is SocketException)
        {
            throw new VideoSourceException(
                VideoSourceError.Unreachable,
                $"the name {source.Host} of {source.Display} is not known here: check it, or give the camera's address", e);
        }
    }

    private static VideoSourceException Error(VideoSourceError kind, string message) => new(kind, message);
}
