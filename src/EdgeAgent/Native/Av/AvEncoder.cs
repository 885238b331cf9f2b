using System.Buffers;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>libavcodec's JPEG encoder for one picture size. One thread at a time.</summary>
internal sealed unsafe class AvEncoder : IDisposable
{
    private readonly AvCodecHandle _codec;
    private readonly AvPicture _picture;
    private readonly AvPacketHandle _packet;

    private AvEncoder(AvCodecHandle codec, AvPicture picture, AvPacketHandle packet)
    {
        _codec = codec;
        _picture = picture;
        _packet = packet;
    }

    /// <summary>Opens the encoder.</summary>
    /// <exception cref="AvException">No such encoder in this build, or it refuses the size.</exception>
    internal static AvEncoder Open(int width, int height)
    {
        AvLibraries.EnsureLoaded();
        AvLog.Clear();
        AVCodec* codec = Interop.AvCodec.avcodec_find_encoder_by_name("mjpeg");
        if (codec == null) throw new AvException(nameof(Interop.AvCodec.avcodec_find_encoder_by_name), AvCode.AVERROR_DECODER_NOT_FOUND);
        AvCodecHandle handle = new(AvException.CheckAllocated(Interop.AvCodec.avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
        AvPicture? picture = null;
        try
        {
            AVCodecContext* context = handle.Pointer;
            context->width = width;
            context->height = height;
            context->pix_fmt = AvCode.AV_PIX_FMT_YUVJ420P;
            context->color_range = AvCode.AVCOL_RANGE_JPEG;
            context->time_base = new AVRational { num = 1, den = 1 };
            // Bit-exact leaves out the comment with the library's version: equal pictures give equal bytes.
            context->flags |= AvCode.AV_CODEC_FLAG_QSCALE | AvCode.AV_CODEC_FLAG_BITEXACT;
            using AvOptions options = new AvOptions().Set("threads", 1).Set("qmin", 1).Set("qmax", 31);
            AVDictionary* entries = options.Entries;
            int result = Interop.AvCodec.avcodec_open2(handle, codec, &entries);
            options.Entries = entries;
            AvException.Check(result, nameof(Interop.AvCodec.avcodec_open2));
            picture = AvPicture.Allocate();
            return new AvEncoder(handle, picture, AvPackets.Allocate());
        }
        catch
        {
            picture?.Dispose();
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Encodes one full-range BT.601 picture.</summary>
    /// <param name="view">I420 of the encoder's size.</param>
    /// <param name="quantizer">libav's scale: 1 is best, 31 worst.</param>
    /// <param name="output">Takes the file's bytes.</param>
    /// <returns>Bytes written.</returns>
    internal int Encode(ImageView view, int quantizer, IBufferWriter<byte> output)
    {
        _picture.EnsureI420(view.Width, view.Height, fullRange: true, ColorMatrix.Bt601);
        _picture.CopyFrom(view);
        _picture.Handle.Pointer->quality = quantizer * AvCode.FF_QP2LAMBDA;
        AvException.Check(Interop.AvCodec.avcodec_send_frame(_codec, _picture.Handle), nameof(Interop.AvCodec.avcodec_send_frame));
        AvException.Check(Interop.AvCodec.avcodec_receive_packet(_codec, _packet), nameof(Interop.AvCodec.avcodec_receive_packet));
        ReadOnlySpan<byte> bytes = AvPackets.Bytes(_packet);
        output.Write(bytes);
        AvPackets.Clear(_packet);
        return bytes.Length;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _packet.Dispose();
        _picture.Dispose();
        _codec.Dispose();
    }
}
