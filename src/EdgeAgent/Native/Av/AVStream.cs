using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>One stream of a file or session. Only the fields that we read, at their C offsets; the library allocates it.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AVStream
{
    [FieldOffset(0)] public int index;
    [FieldOffset(16)] public AVRational time_base;
    [FieldOffset(32)] public long duration;
    [FieldOffset(52)] public int discard;
    [FieldOffset(72)] public AVRational avg_frame_rate;
    [FieldOffset(200)] public AVRational r_frame_rate;
    [FieldOffset(208)] public AVCodecParameters* codecpar;
}
