using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>A decoder or encoder. Only the fields that we read, at their C offsets; the library allocates it.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AVCodecContext
{
    [FieldOffset(16)] public AVCodec* codec;
    [FieldOffset(68)] public int global_quality;
    [FieldOffset(76)] public int flags;
    [FieldOffset(100)] public AVRational time_base;
    [FieldOffset(116)] public int width;
    [FieldOffset(120)] public int height;
    [FieldOffset(132)] public int gop_size;
    [FieldOffset(136)] public int pix_fmt;
    [FieldOffset(332)] public int colorspace;
    [FieldOffset(336)] public int color_range;
    [FieldOffset(636)] public int thread_count;
    [FieldOffset(724)] public AVRational pkt_timebase;
}
