using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>An opened file or camera session, of which the best video stream is read. One thread at a time, except the interrupt.</summary>
internal sealed unsafe class AvInput : IDisposable
{
    // TEARDOWN is one write to a socket that is open already.
    private static readonly TimeSpan CloseLimit = TimeSpan.FromMilliseconds(500);

    private readonly AvFormatHandle _format;
    private readonly AvInterrupt _interrupt;
    private readonly int _streamIndex;

    private AvInput(AvFormatHandle format, AvInterrupt interrupt, int streamIndex, AvStreamInfo video)
    {
        _format = format;
        _interrupt = interrupt;
        _streamIndex = streamIndex;
        Video = video;
    }

    /// <summary>The stream that is read.</summary>
    internal AvStreamInfo Video { get; }

    /// <summary>
    /// Of an RTSP session, once the camera has sent its first sender report: the camera's own wall time, in microseconds since 1970,
    /// at which the stream's time stamps are 0. Null until then, and for files.
    /// </summary>
    internal long? CameraTimeOfZeroMicroseconds
    {
        get
        {
            long microseconds = _format.Pointer->start_time_realtime;
            return microseconds is AvCode.AV_NOPTS_VALUE or 0 ? null : microseconds;
        }
    }

    /// <summary>Opens, reads enough to know the streams, and picks the best video stream.</summary>
    /// <param name="url">With its protocol, for example <c>file:/a/b.avi</c>.</param>
    /// <param name="demuxer">The demuxer's name; nothing is guessed.</param>
    /// <param name="options">Options of demuxer and protocol.</param>
    /// <param name="interrupt">Owned by the input from here on, also when opening fails.</param>
    /// <exception cref="AvException">Any failure; <c>AVERROR_STREAM_NOT_FOUND</c> if nothing in it is video.</exception>
    internal static AvInput Open(string url, string demuxer, AvOptions options, AvInterrupt interrupt)
    {
        AvLibraries.EnsureLoaded();
        AvLog.Clear();
        AvFormatHandle? format = null;
        try
        {
            format = OpenFormat(url, demuxer, options, interrupt);
            AvException.Check(Interop.AvFormat.avformat_find_stream_info(format, null), nameof(Interop.AvFormat.avformat_find_stream_info));
            int index = Interop.AvFormat.av_find_best_stream(format, AvCode.AVMEDIA_TYPE_VIDEO, -1, -1, null, 0);
            AvException.Check(index, nameof(Interop.AvFormat.av_find_best_stream));
            return new AvInput(format, interrupt, index, Describe(format.Pointer, index));
        }
        catch
        {
            interrupt.BeginClose(CloseLimit);
            format?.Dispose();
            interrupt.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next packet of the video stream; others are skipped.</summary>
    /// <returns>0, or libav's negative code.</returns>
    internal int ReadPacket(AvPacketHandle packet)
    {
        while (true)
        {
            int result = Interop.AvFormat.av_read_frame(_format, packet);
            if (result < 0) return result;
            if (packet.Pointer->stream_index == _streamIndex) return 0;
            Interop.AvCodec.av_packet_unref(packet);
            if (_interrupt.MustEnd) return AvCode.AVERROR_EXIT;
        }
    }

    /// <summary>Copies the stream's parameters into a decoder.</summary>
    internal int Configure(AvCodecHandle codec)
    {
        AVStream* stream = _format.Pointer->streams[_streamIndex];
        codec.Pointer->pkt_timebase = stream->time_base;
        return Interop.AvCodec.avcodec_parameters_to_context(codec, stream->codecpar);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _interrupt.BeginClose(CloseLimit);
        _format.Dispose();
        _interrupt.Dispose();
    }

    private static AvFormatHandle OpenFormat(string url, string demuxer, AvOptions options, AvInterrupt interrupt)
    {
        AVInputFormat* input = Interop.AvFormat.av_find_input_format(demuxer);
        if (input == null)
            throw new NotSupportedException($"this build of libavformat has no demuxer '{demuxer}': install Debian's libavformat59");
        AVFormatContext* context = AvException.CheckAllocated(Interop.AvFormat.avformat_alloc_context(), "avformat_alloc_context");
        context->interrupt_callback = interrupt.Callback;
        AVDictionary* entries = options.Entries;
        // Frees the context itself when it fails.
        int result = Interop.AvFormat.avformat_open_input(&context, url, input, &entries);
        options.Entries = entries;
        AvException.Check(result, nameof(Interop.AvFormat.avformat_open_input));
        return new AvFormatHandle(context);
    }

    private static AvStreamInfo Describe(AVFormatContext* context, int index)
    {
        const double TicksPerSecond = 1e6; // AV_TIME_BASE
        AVStream* stream = context->streams[index];
        AVCodecParameters* parameters = stream->codecpar;
        for (uint other = 0; other < context->nb_streams; other++)
        {
            if (other != index) context->streams[other]->discard = AvCode.AVDISCARD_ALL;
        }
        return new AvStreamInfo(
            Marshal.PtrToStringUTF8((IntPtr)Interop.AvCodec.avcodec_get_name(parameters->codec_id)) ?? "unknown",
            parameters->codec_id,
            parameters->width,
            parameters->height,
            AvPixelFormat.NameOf(parameters->format),
            stream->time_base,
            stream->avg_frame_rate.IsPositive ? stream->avg_frame_rate : stream->r_frame_rate,
            context->duration > 0 ? context->duration / TicksPerSecond : null)
        { Orientation = OrientationOf(stream) };
    }

    private static AvOrientation OrientationOf(AVStream* stream)
    {
        nuint size = 0;
        byte* matrix = Interop.AvFormat.av_stream_get_side_data(stream, AvCode.AV_PKT_DATA_DISPLAYMATRIX, &size);
        return (matrix != null && size >= AvOrientation.MatrixBytes ? AvOrientation.FromMatrix((int*)matrix) : null) ?? AvOrientation.Upright;
    }
}
