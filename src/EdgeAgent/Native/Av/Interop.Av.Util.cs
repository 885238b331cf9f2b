using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Imports only; names, widths and order as in FFmpeg 5.1's headers.</summary>
internal static unsafe partial class Interop
{
    /// <summary>libavutil: frames, dictionaries, options, log, error texts.</summary>
    internal static partial class Av
    {
        [LibraryImport("avutil")]
        internal static partial uint avutil_version();

        [LibraryImport("avutil")]
        internal static partial int av_strerror(int errnum, byte* errbuf, nuint errbuf_size);

        [LibraryImport("avutil")]
        internal static partial AVFrame* av_frame_alloc();

        [LibraryImport("avutil")]
        internal static partial void av_frame_free(AVFrame** frame);

        [LibraryImport("avutil")]
        internal static partial void av_frame_unref(AvFrameHandle frame);

        [LibraryImport("avutil")]
        internal static partial AVFrameSideData* av_frame_get_side_data(AvFrameHandle frame, int type);

        [LibraryImport("avutil")]
        internal static partial int av_frame_get_buffer(AvFrameHandle frame, int align);

        [LibraryImport("avutil")]
        internal static partial int av_frame_make_writable(AvFrameHandle frame);

        [LibraryImport("avutil", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int av_dict_set(AVDictionary** pm, string key, string value, int flags);

        [LibraryImport("avutil")]
        internal static partial void av_dict_free(AVDictionary** m);

        [LibraryImport("avutil", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int av_opt_set_int(void* obj, string name, long val, int search_flags);

        [LibraryImport("avutil")]
        internal static partial byte* av_get_pix_fmt_name(int pix_fmt);

        [LibraryImport("avutil")]
        internal static partial void av_log_set_level(int level);

        [LibraryImport("avutil")]
        internal static partial void av_log_set_callback(delegate* unmanaged[Cdecl]<void*, int, byte*, void*, void> callback);

        // va_list goes as a pointer: an array on x86-64, a 32-byte structure passed by reference on AArch64.
        [LibraryImport("avutil")]
        internal static partial int av_log_format_line2(
            void* ptr, int level, byte* fmt, void* vl, byte* line, int line_size, int* print_prefix);
    }
}
