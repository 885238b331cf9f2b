using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>An opened file or session. Only the fields that we read, at their C offsets; the library allocates it.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AVFormatContext
{
    [FieldOffset(8)] public AVInputFormat* iformat;
    [FieldOffset(32)] public void* pb;
    [FieldOffset(44)] public uint nb_streams;
    [FieldOffset(48)] public AVStream** streams;
    [FieldOffset(72)] public long duration;
    [FieldOffset(96)] public int flags;
    [FieldOffset(184)] public long start_time_realtime;
    [FieldOffset(200)] public AVIOInterruptCB interrupt_callback;
}
