using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>A registered decoder or encoder. Only the fields that we read, at their C offsets; the library allocates it.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AVCodec
{
    [FieldOffset(0)] public byte* name;
    [FieldOffset(8)] public byte* long_name;
    [FieldOffset(16)] public int type;
    [FieldOffset(20)] public int id;
}
