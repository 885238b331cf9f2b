using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Guesses a file's format from its first bytes alone: names and extensions are not believed.</summary>
internal static unsafe class AvProbe
{
    /// <summary>The demuxer's short names, comma-separated (for example <c>mov,mp4,m4a,3gp,3g2,mj2</c>), or null if none fits.</summary>
    /// <param name="head">The file's first bytes; libav itself looks at 1 MiB at most.</param>
    internal static string? FormatOf(ReadOnlySpan<byte> head)
    {
        AvLibraries.EnsureLoaded();
        byte[] padded = new byte[head.Length + AvCode.AVPROBE_PADDING_SIZE];
        head.CopyTo(padded);
        byte empty = 0;
        int score = 0;
        fixed (byte* bytes = padded)
        {
            AVProbeData data = new() { filename = &empty, buf = bytes, buf_size = head.Length };
            AVInputFormat* format = Interop.AvFormat.av_probe_input_format3(&data, 1, &score);
            return format == null ? null : Marshal.PtrToStringUTF8((IntPtr)format->name);
        }
    }
}
