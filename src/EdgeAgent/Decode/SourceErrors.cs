using System.Globalization;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>libav's codes as sentences for people, in one place.</summary>
internal static class SourceErrors
{
    /// <summary>An input that could not be opened.</summary>
    internal static VideoSourceException OfOpen(VideoSource source, AvException e, bool expired, TimeSpan limit)
    {
        if (source.IsLive && (expired || e.Code is AvCode.ETIMEDOUT or AvCode.AVERROR_EXIT))
        {
            return new VideoSourceException(
                VideoSourceError.OpenTimeout,
                $"{source.Display} did not answer within {Seconds(limit)} s: check that the camera is on and the address is right",
                e);
        }
        return source.IsLive ? OfCamera(source, e) : OfFile(source, e);
    }

    /// <summary>A read that failed after <paramref name="frames"/> frames.</summary>
    internal static VideoSourceException OfRead(VideoSource source, AvException e, long frames)
    {
        return source.IsLive
            ? new VideoSourceException(
                VideoSourceError.Disconnected,
                $"{source.Display} broke off after {frames} frames ({Quote(e)}): the connection is to be opened again", e)
            : new VideoSourceException(
                VideoSourceError.Corrupt,
                $"{source.Display} cannot be read beyond frame {frames} ({Quote(e)}): copy or record it again", e);
    }

    /// <summary>Silence for longer than the read time-out.</summary>
    internal static VideoSourceException Silent(VideoSource source, TimeSpan limit, long frames) => new(
        VideoSourceError.ReadTimeout,
        source.IsLive
            ? $"{source.Display} sent nothing for {Seconds(limit)} s after {frames} frames: check the camera and its network, "
                + "the connection is to be opened again"
            : $"{source.Display} gave nothing for {Seconds(limit)} s after {frames} frames: check the disk it lies on");

    /// <summary>Too many damaged packets in a row, or an end without a single frame.</summary>
    internal static VideoSourceException Damaged(VideoSource source, long errors, long frames) => new(
        VideoSourceError.Corrupt,
        frames == 0
            ? $"no picture of {source.Display} can be decoded ({errors} damaged packets): record or copy it again"
            : $"{source.Display} is damaged after frame {frames} ({errors} damaged packets): record or copy it again");

    /// <summary>The end came before the first picture.</summary>
    internal static VideoSourceException NoPictures(VideoSource source) =>
        new(VideoSourceError.Empty, $"{source.Display} holds no picture: record or copy it again");

    /// <summary>The camera said goodbye.</summary>
    internal static VideoSourceException Ended(VideoSource source, long frames) => new(
        VideoSourceError.Disconnected, $"{source.Display} ended the session after {frames} frames: the connection is to be opened again");

    /// <summary>The decoder could not be opened.</summary>
    internal static VideoSourceException OfDecoder(VideoSource source, AvException e, AvStreamInfo video, string? name)
    {
        string available = string.Join(", ", AvDecoder.NamesFor(video.CodecId));
        if (available.Length == 0)
            return new VideoSourceException(
                VideoSourceError.Unsupported, $"{source.Display} is {video.Codec}, which this libav cannot decode: record as H.264", e);
        if (name is null)
            return new VideoSourceException(
                VideoSourceError.Unsupported, $"{source.Display} cannot be decoded ({Quote(e)}): record it again as H.264", e);
        return new VideoSourceException(
            VideoSourceError.Unsupported,
            e.Code == AvCode.AVERROR_DECODER_NOT_FOUND
                ? $"there is no decoder '{name}' for {video.Codec}: choose one of {available}, or none"
                : $"decoder '{name}' does not start on this box ({Quote(e)}): choose another of {available}, or none",
            e);
    }

    /// <summary>A picture that cannot be shown as planar 4:2:0.</summary>
    internal static VideoSourceException OfFormat(VideoSource source, AvException e, string pixelFormat) => new(
        VideoSourceError.Unsupported,
        $"{source.Display} has pictures of format {pixelFormat}, which cannot be converted ({Quote(e)}): record as 8-bit 4:2:0", e);

    private static VideoSourceException OfCamera(VideoSource source, AvException e)
    {
        string camera = source.Display;
        return e.Code switch
        {
            AvCode.AVERROR_HTTP_UNAUTHORIZED => New(
                VideoSourceError.Unauthorized, $"{camera} wants a user and password, or other ones: write rtsp://user:password@host/path"),
            AvCode.AVERROR_HTTP_FORBIDDEN =>
                New(VideoSourceError.Forbidden, $"{camera} forbids this stream to this user: allow it in the camera's settings"),
            AvCode.AVERROR_HTTP_NOT_FOUND =>
                New(VideoSourceError.NotFound, $"{camera} is not a stream of this camera: check the path in its manual"),
            AvCode.ECONNREFUSED => New(
                VideoSourceError.Refused, $"{camera} refuses connections: check the address and port, and that the camera's RTSP is on"),
            AvCode.EHOSTUNREACH or AvCode.ENETUNREACH =>
                New(VideoSourceError.Unreachable, $"{camera} cannot be reached ({Quote(e)}): check the network"),
            AvCode.AVERROR_STREAM_NOT_FOUND => New(VideoSourceError.NotVideo, $"{camera} sends no video: check the path"),
            _ => New(
                VideoSourceError.Disconnected, $"{camera} broke off while it was opened ({Quote(e)}): check that it is an RTSP camera"),
        };

        VideoSourceException New(VideoSourceError kind, string message) => new(kind, message, e);
    }

    private static VideoSourceException OfFile(VideoSource source, AvException e) => e.Code switch
    {
        AvCode.AVERROR_STREAM_NOT_FOUND => new VideoSourceException(
            VideoSourceError.NotVideo, $"{source.Display} holds no video: give a file with a picture", e),
        _ => new VideoSourceException(
            VideoSourceError.Corrupt, $"{source.Display} is damaged or cut off ({Quote(e)}): record or copy it again", e),
    };

    private static string Quote(AvException e) => e.Detail.TrimEnd('.', ' ', '\n');

    private static string Seconds(TimeSpan limit) => limit.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture);
}
