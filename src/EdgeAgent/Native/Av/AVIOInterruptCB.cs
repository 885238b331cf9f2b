using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>The function that libav asks, about every 100 ms, whether a blocking operation must end. Complete.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct AVIOInterruptCB
{
    public void* callback;
    public void* opaque;
}
