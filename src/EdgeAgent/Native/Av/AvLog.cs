using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>
/// Keeps libav silent: nothing goes to standard error. Error lines are counted, and the last one of each thread is kept for the
/// message of the call that then fails. Bounded: one line a thread, overwritten.
/// </summary>
internal static unsafe class AvLog
{
    private const int LineBytesMax = 256;

    [ThreadStatic]
    private static byte[]? _line;

    [ThreadStatic]
    private static int _length;

    private static long _errorLines;

    /// <summary>Error lines since the process began: noise from outside, for diagnostics.</summary>
    internal static long ErrorLines => Interlocked.Read(ref _errorLines);

    /// <summary>Directs libav's log here; idempotent.</summary>
    internal static void Install()
    {
        Interop.Av.av_log_set_level(AvCode.AV_LOG_ERROR);
        Interop.Av.av_log_set_callback(&OnLine);
    }

    /// <summary>Forgets the line of this thread, so that a later message cannot quote an older call's.</summary>
    internal static void Clear() => _length = 0;

    /// <summary>The last error line of this thread, then forgets it. Lines that hold an address with user info are withheld.</summary>
    internal static string? TakeLastLine()
    {
        int length = _length;
        _length = 0;
        if (length == 0) return null;
        string line = Encoding.UTF8.GetString(_line!, 0, length).Trim();
        bool mayHoldSecret = line.Contains('@', StringComparison.Ordinal) && line.Contains("://", StringComparison.Ordinal);
        return line.Length == 0 || mayHoldSecret ? null : line;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLine(void* context, int level, byte* format, void* arguments)
    {
        try
        {
            // The upper bytes carry a tint.
            if ((level & 0xff) > AvCode.AV_LOG_ERROR) return;
            Interlocked.Increment(ref _errorLines);
            _line ??= new byte[LineBytesMax];
            int printPrefix = 0;
            fixed (byte* line = _line)
            {
                int length = Interop.Av.av_log_format_line2(null, level, format, arguments, line, LineBytesMax, &printPrefix);
                if (length > 0) _length = Math.Min(length, LineBytesMax - 1);
            }
        }
        catch (Exception e)
        {
            Environment.FailFast("libav's log callback failed", e);
        }
    }
}
