using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Writes an MP4 of full-range BT.601 pictures of one size: H.264 where libx264 is in this build, else MPEG-4 part 2. One thread.</summary>
internal sealed unsafe class AvVideoWriter : IDisposable
{
    // Ticks a second of our time stamps.
    private const int Ticks = 1000;
    private const int KeyFrameEvery = 50;

    private static readonly string[] Encoders = ["libx264", "mpeg4"];

    private readonly AvMuxerHandle _file;
    private readonly AvCodecHandle _codec;
    private readonly AvPicture _picture = AvPicture.Allocate();
    private readonly AvPacketHandle _packet = AvPackets.Allocate();
    private readonly AVStream* _stream;
    private readonly bool _fullRange;
    private long _last = -1;

    private AvVideoWriter(AvMuxerHandle file, AvCodecHandle codec, AVStream* stream, bool fullRange)
    {
        (_file, _codec, _fullRange) = (file, codec, fullRange);
        _stream = stream;
    }

    /// <summary>Opens a file for pictures of an even size.</summary>
    /// <exception cref="AvException">The file cannot be written, or this build has neither encoder.</exception>
    internal static AvVideoWriter Create(string path, int width, int height)
    {
        AvLibraries.EnsureLoaded();
        AvLog.Clear();
        AVFormatContext* context = null;
        AvException.Check(Interop.AvFormat.avformat_alloc_output_context2(&context, null, "mp4", path), nameof(Interop.AvFormat.avformat_alloc_output_context2));
        AvMuxerHandle file = new(context);
        AvCodecHandle? codec = null;
        try
        {
            codec = OpenEncoder(width, height, out bool fullRange);
            AVStream* stream = AvException.CheckAllocated(Interop.AvFormat.avformat_new_stream(file, null), nameof(Interop.AvFormat.avformat_new_stream));
            AvException.Check(Interop.AvCodec.avcodec_parameters_from_context(stream->codecpar, codec), nameof(Interop.AvCodec.avcodec_parameters_from_context));
            stream->time_base = codec.Pointer->time_base;
            AvException.Check(Interop.AvFormat.avio_open(&file.Pointer->pb, path, AvCode.AVIO_FLAG_WRITE), nameof(Interop.AvFormat.avio_open));
            AvException.Check(Interop.AvFormat.avformat_write_header(file, null), nameof(Interop.AvFormat.avformat_write_header));
            return new AvVideoWriter(file, codec, stream, fullRange);
        }
        catch
        {
            codec?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Adds a picture.</summary>
    /// <param name="view">I420 of the file's size.</param>
    /// <param name="time">When it is shown; later than the one before, by a millisecond at least.</param>
    internal void Write(in ImageView view, MediaTime time)
    {
        _picture.EnsureI420(view.Width, view.Height, _fullRange, ColorMatrix.Bt601);
        _picture.CopyFrom(view);
        _last = Math.Max(_last + 1, time.Nanoseconds / (1_000_000_000 / Ticks));
        _picture.Handle.Pointer->pts = _last;
        AvException.Check(Interop.AvCodec.avcodec_send_frame(_codec, _picture.Handle), nameof(Interop.AvCodec.avcodec_send_frame));
        Drain();
    }

    /// <summary>Completes the file.</summary>
    internal void Finish()
    {
        AvException.Check(Interop.AvCodec.avcodec_send_frame_null(_codec, null), nameof(Interop.AvCodec.avcodec_send_frame));
        Drain();
        AvException.Check(Interop.AvFormat.av_write_trailer(_file), nameof(Interop.AvFormat.av_write_trailer));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _packet.Dispose();
        _picture.Dispose();
        _codec.Dispose();
        _file.Dispose();
    }

    private void Drain()
    {
        while (true)
        {
            int result = Interop.AvCodec.avcodec_receive_packet(_codec, _packet);
            if (result == AvCode.EAGAIN || result == AvCode.AVERROR_EOF) return;
            AvException.Check(result, nameof(Interop.AvCodec.avcodec_receive_packet));
            Interop.AvCodec.av_packet_rescale_ts(_packet, _codec.Pointer->time_base, _stream->time_base);
            _packet.Pointer->stream_index = _stream->index;
            AvException.Check(Interop.AvFormat.av_interleaved_write_frame(_file, _packet), nameof(Interop.AvFormat.av_interleaved_write_frame));
        }
    }

    private static AvCodecHandle OpenEncoder(int width, int height, out bool fullRange)
    {
        foreach (string name in Encoders)
        {
            AVCodec* codec = Interop.AvCodec.avcodec_find_encoder_by_name(name);
            if (codec == null) continue;
            fullRange = name == Encoders[0];
            return OpenEncoder(codec, width, height, fullRange);
        }
        throw new AvException(nameof(Interop.AvCodec.avcodec_find_encoder_by_name), AvCode.AVERROR_DECODER_NOT_FOUND);
    }

    private static AvCodecHandle OpenEncoder(AVCodec* codec, int width, int height, bool isH264)
    {
        AvCodecHandle handle = new(AvException.CheckAllocated(Interop.AvCodec.avcodec_alloc_context3(codec), nameof(Interop.AvCodec.avcodec_alloc_context3)));
        try
        {
            AVCodecContext* context = handle.Pointer;
            context->width = width;
            context->height = height;
            context->time_base = new AVRational { num = 1, den = Ticks };
            context->gop_size = KeyFrameEvery;
            context->pix_fmt = isH264 ? AvCode.AV_PIX_FMT_YUVJ420P : AvCode.AV_PIX_FMT_YUV420P;
            context->color_range = isH264 ? AvCode.AVCOL_RANGE_JPEG : 0;
            context->flags |= AvCode.AV_CODEC_FLAG_GLOBAL_HEADER | (isH264 ? 0 : AvCode.AV_CODEC_FLAG_QSCALE);
            context->global_quality = isH264 ? 0 : 4 * AvCode.FF_QP2LAMBDA;
            using AvOptions options = new();
            if (isH264) options.Set("preset", "veryfast").Set("crf", 23);
            AVDictionary* entries = options.Entries;
            int result = Interop.AvCodec.avcodec_open2(handle, codec, &entries);
            options.Entries = entries;
            AvException.Check(result, nameof(Interop.AvCodec.avcodec_open2));
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
