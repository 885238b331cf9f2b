using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>One decoded picture. Only the fields that we read, at their C offsets; the library allocates it.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AVFrame
{
    [FieldOffset(0)] public byte* data_0;
    [FieldOffset(8)] public byte* data_1;
    [FieldOffset(16)] public byte* data_2;
    [FieldOffset(24)] public byte* data_3;
    [FieldOffset(64)] public int linesize_0;
    [FieldOffset(68)] public int linesize_1;
    [FieldOffset(72)] public int linesize_2;
    [FieldOffset(76)] public int linesize_3;
    [FieldOffset(104)] public int width;
    [FieldOffset(108)] public int height;
    [FieldOffset(116)] public int format;
    [FieldOffset(120)] public int key_frame;
    [FieldOffset(136)] public long pts;
    [FieldOffset(168)] public int quality;
    [FieldOffset(316)] public int flags;
    [FieldOffset(320)] public int color_range;
    [FieldOffset(332)] public int colorspace;
    [FieldOffset(344)] public long best_effort_timestamp;
    [FieldOffset(376)] public int decode_error_flags;
}
