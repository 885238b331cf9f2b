using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Names of pixel formats, for messages.</summary>
internal static class AvPixelFormat
{
    /// <summary>For example <c>yuv420p</c>; null if libav does not know the number.</summary>
    internal static unsafe string? NameOf(int format) => Marshal.PtrToStringUTF8((IntPtr)Interop.Av.av_get_pix_fmt_name(format));
}
