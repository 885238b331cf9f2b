using System.Runtime.InteropServices;

namespace SafeCity.Edge.Inference.Native.Libc;

/// <summary>The C functions that this assembly calls. Native names.</summary>
internal static partial class Interop
{
    /// <summary>The GNU C library's heap.</summary>
    internal static partial class Libc
    {
        /// <summary>malloc_trim(3). Pad is <c>size_t</c>; 1 if memory was given back, 0 if there was none to give.</summary>
        [LibraryImport("libc")]
        internal static partial int malloc_trim(nuint pad);
    }
}
