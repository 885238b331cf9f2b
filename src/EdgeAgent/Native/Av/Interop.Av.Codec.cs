using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

internal static unsafe partial class Interop
{
    /// <summary>libavcodec: decoders, encoders, packets.</summary>
    internal static partial class AvCodec
    {
        [LibraryImport("avcodec")]
        internal static partial uint avcodec_version();

        [LibraryImport("avcodec")]
        internal static partial AVCodec* avcodec_find_decoder(int id);

        [LibraryImport("avcodec", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial AVCodec* avcodec_find_decoder_by_name(string name);

        [LibraryImport("avcodec", StringMarshalling = StringMarshalling.Utf8)]
        internal static partial AVCodec* avcodec_find_encoder_by_name(string name);

        [LibraryImport("avcodec")]
        internal static partial AVCodec* av_codec_iterate(void** opaque);

        [LibraryImport("avcodec")]
        internal static partial int av_codec_is_decoder(AVCodec* codec);

        [LibraryImport("avcodec")]
        internal static partial byte* avcodec_get_name(int id);

        [LibraryImport("avcodec")]
        internal static partial AVCodecContext* avcodec_alloc_context3(AVCodec* codec);

        [LibraryImport("avcodec")]
        internal static partial void avcodec_free_context(AVCodecContext** avctx);

        [LibraryImport("avcodec")]
        internal static partial int avcodec_parameters_to_context(AvCodecHandle codec, AVCodecParameters* par);

        [LibraryImport("avcodec")]
        internal static partial int avcodec_open2(AvCodecHandle avctx, AVCodec* codec, AVDictionary** options);

        [LibraryImport("avcodec", EntryPoint = "avcodec_send_packet")]
        internal static partial int avcodec_send_packet(AvCodecHandle avctx, AvPacketHandle avpkt);

        // A null packet starts draining at the end of the stream; SafeHandles cannot be null, hence a second signature.
        [LibraryImport("avcodec", EntryPoint = "avcodec_send_packet")]
        internal static partial int avcodec_send_packet_null(AvCodecHandle avctx, void* avpkt);

        [LibraryImport("avcodec")]
        internal static partial int avcodec_receive_frame(AvCodecHandle avctx, AvFrameHandle frame);

        [LibraryImport("avcodec")]
        internal static partial int avcodec_send_frame(AvCodecHandle avctx, AvFrameHandle frame);

        // A null frame ends the stream, as above.
        [LibraryImport("avcodec", EntryPoint = "avcodec_send_frame")]
        internal static partial int avcodec_send_frame_null(AvCodecHandle avctx, void* frame);

        [LibraryImport("avcodec")]
        internal static partial int avcodec_parameters_from_context(AVCodecParameters* par, AvCodecHandle codec);

        [LibraryImport("avcodec")]
        internal static partial void av_packet_rescale_ts(AvPacketHandle pkt, AVRational tb_src, AVRational tb_dst);

        [LibraryImport("avcodec")]
        internal static partial int avcodec_receive_packet(AvCodecHandle avctx, AvPacketHandle avpkt);

        [LibraryImport("avcodec")]
        internal static partial AVPacket* av_packet_alloc();

        [LibraryImport("avcodec")]
        internal static partial int av_new_packet(AvPacketHandle pkt, int size);

        [LibraryImport("avcodec")]
        internal static partial void av_packet_free(AVPacket** pkt);

        [LibraryImport("avcodec")]
        internal static partial void av_packet_unref(AvPacketHandle pkt);

        [LibraryImport("avcodec")]
        internal static partial int av_packet_ref(AvPacketHandle dst, AvPacketHandle src);

        [LibraryImport("avcodec")]
        internal static partial void av_packet_move_ref(AvPacketHandle dst, AvPacketHandle src);

        [LibraryImport("avcodec")]
        internal static partial void avcodec_flush_buffers(AvCodecHandle avctx);
    }
}
