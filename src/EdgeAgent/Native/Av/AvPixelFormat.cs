using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Names of pixel formats, for messages, and what the names tell.</summary>
internal static class AvPixelFormat
{
    // Planar and packed YCbCr; "p" and a digit are semi-planar with more than 8 bits (p010, p210, p416), "y21" is packed.
    private static readonly string[] VideoPrefixes = ["yuv", "nv", "p0", "p2", "p4", "y2", "uyvy", "uyyvyy", "yuyv", "yvyu", "ayuv", "vuy"];

    /// <summary>For example <c>yuv420p</c>; null if libav does not know the number.</summary>
    internal static unsafe string? NameOf(int format) => Marshal.PtrToStringUTF8((IntPtr)Interop.Av.av_get_pix_fmt_name(format));

    /// <summary>The old "J" formats: planar YCbCr of full range by definition.</summary>
    internal static bool IsJpeg(int format) => format is AvCode.AV_PIX_FMT_YUVJ420P
        or AvCode.AV_PIX_FMT_YUVJ422P or AvCode.AV_PIX_FMT_YUVJ444P or AvCode.AV_PIX_FMT_YUVJ440P or AvCode.AV_PIX_FMT_YUVJ411P;

    /// <summary>
    /// True for YCbCr, where video range is the habit; false for RGB, palettes and grey (which libswscale takes for full range).
    /// </summary>
    internal static bool IsVideo(int format)
    {
        string name = NameOf(format) ?? "";
        return Array.Exists(VideoPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
    }
}
