using System.Runtime.InteropServices;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>The C functions that this assembly calls. Native names; a status of zero means success, see <see cref="OrtError"/>.</summary>
internal static partial class Interop
{
    /// <summary>ONNX Runtime: one export, and a table of function pointers behind it.</summary>
    internal static unsafe partial class OnnxRuntime
    {
        /// <summary>Never null once the library is loaded; lives as long as the process.</summary>
        [LibraryImport("onnxruntime")]
        internal static partial OrtApiBase* OrtGetApiBase();

        private static void* Slot(OrtApiSlot slot) => OnnxRuntimeLibrary.Api[(int)slot];
    }
}
