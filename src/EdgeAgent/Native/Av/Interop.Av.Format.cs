using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

internal static unsafe partial class Interop
{
    /// <summary>libavformat: probing, opening and reading files and streams.</summary>
    internal static partial class AvFormat
    {
        [LibraryImport("avformat")]
        internal static partial uint avformat_version();

        [LibraryImport("avformat")]
        internal static partial AVFormatContext* avformat_alloc_context();

        [LibraryImport("avformat", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int avformat_open_input(AVFormatContext** ps, string url, AVInputFormat* fmt, AVDictionary** options);

        [LibraryImport("avformat")]
        internal static partial void avformat_close_input(AVFormatContext** s);

        [LibraryImport("avformat")]
        internal static partial int avformat_find_stream_info(AvFormatHandle ic, AVDictionary** options);

        [LibraryImport("avformat")]
        internal static partial int av_find_best_stream(
            AvFormatHandle ic, int type, int wanted_stream_nb, int related_stream, AVCodec** decoder_ret, int flags);

        [LibraryImport("avformat")]
        internal static partial int av_read_frame(AvFormatHandle s, AvPacketHandle pkt);

        [LibraryImport("avformat")]
        internal static partial byte* av_stream_get_side_data(AVStream* stream, int type, nuint* size);

        [LibraryImport("avformat", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int avformat_alloc_output_context2(AVFormatContext** ctx, void* oformat, string format_name, string filename);

        [LibraryImport("avformat")]
        internal static partial void avformat_free_context(AVFormatContext* s);

        [LibraryImport("avformat")]
        internal static partial AVStream* avformat_new_stream(AvMuxerHandle s, AVCodec* c);

        [LibraryImport("avformat", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int avio_open(void** s, string url, int flags);

        [LibraryImport("avformat")]
        internal static partial int avio_closep(void** s);

        [LibraryImport("avformat")]
        internal static partial int avformat_write_header(AvMuxerHandle s, AVDictionary** options);

        [LibraryImport("avformat")]
        internal static partial int av_interleaved_write_frame(AvMuxerHandle s, AvPacketHandle pkt);

        [LibraryImport("avformat")]
        internal static partial int av_write_trailer(AvMuxerHandle s);

        [LibraryImport("avformat")]
        internal static partial AVInputFormat* av_probe_input_format3(AVProbeData* pd, int is_opened, int* score_ret);

        [LibraryImport("avformat", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial AVInputFormat* av_find_input_format(string short_name);
    }
}
