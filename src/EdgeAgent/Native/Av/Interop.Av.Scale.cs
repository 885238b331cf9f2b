using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

internal static unsafe partial class Interop
{
    /// <summary>libswscale: pixel formats, colour ranges and sizes.</summary>
    internal static partial class SwScale
    {
        [LibraryImport("swscale")]
        internal static partial uint swscale_version();

        [LibraryImport("swscale")]
        internal static partial SwsContext* sws_alloc_context();

        [LibraryImport("swscale")]
        internal static partial int sws_init_context(SwsHandle sws_context, void* srcFilter, void* dstFilter);

        [LibraryImport("swscale")]
        internal static partial void sws_freeContext(SwsContext* swsContext);

        [LibraryImport("swscale")]
        internal static partial int* sws_getCoefficients(int colorspace);

        [LibraryImport("swscale")]
        internal static partial int sws_setColorspaceDetails(
            SwsHandle c, int* inv_table, int srcRange, int* table, int dstRange, int brightness, int contrast, int saturation);

        [LibraryImport("swscale")]
        internal static partial int sws_scale(
            SwsHandle c, byte** srcSlice, int* srcStride, int srcSliceY, int srcSliceH, byte** dst, int* dstStride);
    }
}
