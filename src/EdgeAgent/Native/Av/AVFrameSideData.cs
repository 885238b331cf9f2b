using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>What comes with a frame beside its planes. Only the fields that we read, at their C offsets; the library allocates it.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct AVFrameSideData
{
    [FieldOffset(0)] public int type;
    [FieldOffset(8)] public byte* data;
    [FieldOffset(16)] public nuint size;
}
