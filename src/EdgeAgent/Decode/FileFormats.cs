namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// The demuxers that a file may go to. libav has hundreds, some of which show a text file as video or open other files and addresses
/// that a playlist names; those are not here.
/// </summary>
internal static class FileFormats
{
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        // Video containers and elementary streams.
        "mov", "matroska", "avi", "mpegts", "mpeg", "mpegvideo", "h264", "hevc", "m4v", "mjpeg", "flv", "asf", "ogg", "ivf", "obu",
        "av1", "mxf", "nut", "dv", "vc1", "wtv", "gif", "yuv4mpegpipe",
        // Pictures.
        "jpeg_pipe", "png_pipe", "bmp_pipe", "webp_pipe", "tiff_pipe", "ppm_pipe", "pgm_pipe", "gif_pipe",
    };

    /// <summary>The demuxer to open a probed file with, or null if it is not video or a picture.</summary>
    /// <param name="probedNames">As the probe gives them: alternatives, comma-separated.</param>
    internal static string? Choose(string? probedNames)
    {
        foreach (string name in (probedNames ?? "").Split(','))
        {
            if (Allowed.Contains(name)) return name;
        }
        return null;
    }

    /// <summary>True for a demuxer that gives one picture: it has no duration and no rate.</summary>
    internal static bool IsPicture(string demuxer) => demuxer.EndsWith("_pipe", StringComparison.Ordinal);
}
