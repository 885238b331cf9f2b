using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>The first bytes of a file, for guessing its format. Complete; we allocate it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AVProbeData
{
    public byte* filename;
    public byte* buf;
    public int buf_size;
    public byte* mime_type;
}
