using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>One compressed packet. Only the fields that we read, at their C offsets; the library allocates it.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AVPacket
{
    [FieldOffset(8)] public long pts;
    [FieldOffset(16)] public long dts;
    [FieldOffset(24)] public byte* data;
    [FieldOffset(32)] public int size;
    [FieldOffset(36)] public int stream_index;
    [FieldOffset(40)] public int flags;
    [FieldOffset(64)] public long duration;
}
