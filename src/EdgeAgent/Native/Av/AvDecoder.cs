using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>One opened video decoder. One thread at a time.</summary>
internal sealed unsafe class AvDecoder : IDisposable
{
    private readonly AvCodecHandle _codec;

    private AvDecoder(AvCodecHandle codec, string name)
    {
        _codec = codec;
        Name = name;
    }

    /// <summary>The decoder's own name, for example <c>h264</c> or <c>h264_v4l2m2m</c>.</summary>
    internal string Name { get; }

    /// <summary>Opens a decoder for the input's video stream.</summary>
    /// <param name="input">Gives the parameters.</param>
    /// <param name="name">A decoder by name, or null for libav's first choice.</param>
    /// <param name="threads">Decoding threads; 1 adds neither delay nor memory.</param>
    /// <param name="pixelsMax">Pictures with more pixels are refused before their memory is allocated.</param>
    /// <exception cref="AvException"><c>AVERROR_DECODER_NOT_FOUND</c> if the name is unknown or of another codec.</exception>
    internal static AvDecoder Open(AvInput input, string? name, int threads, long pixelsMax)
    {
        AvLog.Clear();
        AVCodec* codec = name is null
            ? Interop.AvCodec.avcodec_find_decoder(input.Video.CodecId)
            : Interop.AvCodec.avcodec_find_decoder_by_name(name);
        if (codec == null || codec->id != input.Video.CodecId)
            throw new AvException(nameof(Interop.AvCodec.avcodec_find_decoder), AvCode.AVERROR_DECODER_NOT_FOUND);
        return Open(codec, handle => AvException.Check(input.Configure(handle), nameof(Interop.AvCodec.avcodec_parameters_to_context)), threads, pixelsMax);
    }

    /// <summary>Opens a decoder for JPEG files in memory, each a packet.</summary>
    /// <exception cref="AvException">No such decoder in this build.</exception>
    internal static AvDecoder OpenJpeg(long pixelsMax)
    {
        AvLibraries.EnsureLoaded();
        AvLog.Clear();
        AVCodec* codec = Interop.AvCodec.avcodec_find_decoder_by_name("mjpeg");
        if (codec == null) throw new AvException(nameof(Interop.AvCodec.avcodec_find_decoder_by_name), AvCode.AVERROR_DECODER_NOT_FOUND);
        return Open(codec, static _ => { }, threads: 1, pixelsMax);
    }

    private static AvDecoder Open(AVCodec* codec, Action<AvCodecHandle> configure, int threads, long pixelsMax)
    {
        AvCodecHandle handle = new(AvException.CheckAllocated(Interop.AvCodec.avcodec_alloc_context3(codec), "avcodec_alloc_context3"));
        try
        {
            configure(handle);
            using AvOptions options = new AvOptions().Set("threads", threads).Set("max_pixels", pixelsMax);
            AVDictionary* entries = options.Entries;
            int result = Interop.AvCodec.avcodec_open2(handle, codec, &entries);
            options.Entries = entries;
            AvException.Check(result, nameof(Interop.AvCodec.avcodec_open2));
            return new AvDecoder(handle, Marshal.PtrToStringUTF8((IntPtr)codec->name)!);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The names of all decoders of this build for a codec.</summary>
    internal static IReadOnlyList<string> NamesFor(int codecId)
    {
        List<string> names = [];
        void* position = null;
        AVCodec* codec;
        while ((codec = Interop.AvCodec.av_codec_iterate(&position)) != null)
        {
            bool fits = codec->id == codecId && Interop.AvCodec.av_codec_is_decoder(codec) != 0;
            if (fits) names.Add(Marshal.PtrToStringUTF8((IntPtr)codec->name)!);
        }
        return names;
    }

    /// <summary>Gives the decoder a packet. 0, <c>EAGAIN</c> (take frames first), or another negative code.</summary>
    internal int Send(AvPacketHandle packet) => Interop.AvCodec.avcodec_send_packet(_codec, packet);

    /// <summary>Says that no more packets come; the frames still inside can then be taken.</summary>
    internal int SendEnd() => Interop.AvCodec.avcodec_send_packet_null(_codec, null);

    /// <summary>Takes a frame. 0, <c>EAGAIN</c> (needs packets), <c>AVERROR_EOF</c> (drained), or another negative code.</summary>
    internal int Receive(AvPicture picture) => Interop.AvCodec.avcodec_receive_frame(_codec, picture.Handle);

    /// <summary>Forgets all pictures, also those that others refer to, and ends draining: the next packet must be a key frame.</summary>
    internal void Flush() => Interop.AvCodec.avcodec_flush_buffers(_codec);

    /// <inheritdoc />
    public void Dispose() => _codec.Dispose();
}
