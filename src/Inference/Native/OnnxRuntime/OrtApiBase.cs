using System.Runtime.InteropServices;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>What the one export returns: two function pointers, the same since version 1.0.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OrtApiBase
{
    /// <summary>The table for an API version; null when the library is older than it.</summary>
    internal delegate* unmanaged[Cdecl]<uint, void**> GetApi;

    /// <summary>UTF-8 text such as <c>1.30.0</c>, owned by the library.</summary>
    internal delegate* unmanaged[Cdecl]<byte*> GetVersionString;
}
