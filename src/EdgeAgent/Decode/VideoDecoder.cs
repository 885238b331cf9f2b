using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// Reads a file, a picture or a camera frame by frame. One thread reads; <see cref="Stop"/> may come from any. Nothing is allocated
/// on the managed heap per frame. After an error or the end, dispose it; a camera is opened anew.
/// </summary>
internal sealed class VideoDecoder : IDisposable
{
    private readonly VideoSource _source;
    private readonly VideoDecoderOptions _options;
    private readonly AvInterrupt _interrupt;
    private readonly AvInput _input;
    private readonly AvDecoder _decoder;
    private readonly AvPacketHandle _packet;
    private readonly AvScaler _scaler = new();
    private readonly MediaClock _clock;
    private bool _packetPending;
    private bool _draining;
    private int _consecutiveErrors;
    private int _packetsSinceFrame;

    private VideoDecoder(VideoSource source, VideoDecoderOptions options, AvInterrupt interrupt, AvInput input, AvDecoder decoder)
    {
        _source = source;
        _options = options;
        _interrupt = interrupt;
        _input = input;
        _decoder = decoder;
        _packet = AvPackets.Allocate();
        AvStreamInfo video = input.Video;
        _clock = new MediaClock(video.TimeBase, video.FrameRate);
        bool endless = source.IsLive || video.DurationSeconds is null;
        Info = new VideoInfo(
            video.Codec, decoder.Name, video.Width, video.Height, video.FrameRate.Value, video.PixelFormat ?? "unknown",
            endless ? null : TimeSpan.FromSeconds(video.DurationSeconds!.Value));
    }

    /// <summary>What the container announced.</summary>
    internal VideoInfo Info { get; }

    /// <summary>Frames read so far.</summary>
    internal long Frames { get; private set; }

    /// <summary>Packets that were damaged, and frames that the decoder had to patch.</summary>
    internal long DecodeErrors { get; private set; }

    /// <summary>Opens a source and its decoder; takes at most the opening time-out and a few times 100 ms.</summary>
    /// <exception cref="VideoSourceException">One sentence that says what is wrong and what to do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while opening.</exception>
    /// <exception cref="DllNotFoundException">libav is missing.</exception>
    /// <exception cref="NotSupportedException">libav has another major version.</exception>
    internal static VideoDecoder Open(
        VideoSource source, VideoDecoderOptions options, TimeProvider time, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        AvInterrupt interrupt = new(time);
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(static i => ((AvInterrupt)i!).Stop(), interrupt);
        AvInput input = InputOpener.Open(source, options, interrupt);
        AvDecoder? decoder = null;
        try
        {
            decoder = AvDecoder.Open(input, options.DecoderName, options.Threads, options.PixelsMax);
            return new VideoDecoder(source, options, interrupt, input, decoder);
        }
        catch (AvException e)
        {
            decoder?.Dispose();
            VideoSourceException error = SourceErrors.OfDecoder(source, e, input.Video, options.DecoderName);
            input.Dispose();
            throw error;
        }
    }

    /// <summary>
    /// Reads the next frame. Damaged packets are counted and skipped; a change of size is simply the next frame's size.
    /// </summary>
    /// <param name="into">Filled if the result is <see cref="DecodeResult.Frame"/>; what it held before is gone in any case.</param>
    /// <exception cref="VideoSourceException">
    /// <see cref="VideoSourceError.ReadTimeout"/>, <see cref="VideoSourceError.Disconnected"/>, <see cref="VideoSourceError.Corrupt"/>,
    /// <see cref="VideoSourceError.Empty"/> or <see cref="VideoSourceError.Unsupported"/>.
    /// </exception>
    internal DecodeResult Read(DecodedFrame into)
    {
        into.Clear();
        _interrupt.Arm(_options.ReadTimeout);
        while (true)
        {
            if (_interrupt.Stopped) return DecodeResult.Stopped;
            int result = _decoder.Receive(into.Picture);
            if (result == 0) return Accept(into);
            if (result == AvCode.AVERROR_EOF) return End();
            if (result != AvCode.EAGAIN) CountError();
            if (_interrupt.Expired) throw SourceErrors.Silent(_source, _options.ReadTimeout, Frames);
            if (!_draining && Feed() is { } ended) return ended;
        }
    }

    /// <summary>Ends a running read within about 100 ms, and each later one at once. Callable from any thread, more than once.</summary>
    internal void Stop() => _interrupt.Stop();

    /// <inheritdoc />
    public void Dispose()
    {
        _packet.Dispose();
        _decoder.Dispose();
        _scaler.Dispose();
        _input.Dispose();
    }

    private DecodeResult Accept(DecodedFrame into)
    {
        if (into.Picture.Damaged) DecodeErrors++;
        _consecutiveErrors = 0;
        _packetsSinceFrame = 0;
        try
        {
            into.Accept(Frames, _clock.Next(into.Picture.TimeStamp), _scaler);
        }
        catch (AvException e)
        {
            throw SourceErrors.OfFormat(_source, e, AvPixelFormat.NameOf(into.Picture.Format) ?? "unknown");
        }
        Frames++;
        return DecodeResult.Frame;
    }

    private DecodeResult End()
    {
        if (Frames > 0) return DecodeResult.EndOfStream;
        throw DecodeErrors > 0 || _packetsSinceFrame > 0 ? Damaged() : SourceErrors.NoPictures(_source);
    }

    /// <summary>Moves one packet from the input to the decoder. Non-null: the read ends with it.</summary>
    private DecodeResult? Feed()
    {
        if (!_packetPending)
        {
            int read = _input.ReadPacket(_packet);
            if (read < 0) return AfterReadError(read);
            _packetPending = true;
            // A camera that is joined between two key frames sends a while before there is a picture: that is not silence.
            _interrupt.Arm(_options.ReadTimeout);
            if (++_packetsSinceFrame > _options.PacketsWithoutFrameMax) throw Damaged();
        }
        int sent = _decoder.Send(_packet);
        // A decoder that is full (hardware ones) wants its frames taken first: the packet waits.
        if (sent == AvCode.EAGAIN) return null;
        AvPackets.Clear(_packet);
        _packetPending = false;
        if (sent < 0) CountError();
        return null;
    }

    private DecodeResult? AfterReadError(int code)
    {
        if (_interrupt.Stopped) return DecodeResult.Stopped;
        if (_interrupt.Expired || code is AvCode.AVERROR_EXIT or AvCode.ETIMEDOUT)
            throw SourceErrors.Silent(_source, _options.ReadTimeout, Frames);
        if (code == AvCode.AVERROR_EOF)
        {
            if (_source.IsLive) throw SourceErrors.Ended(_source, Frames);
            _draining = true;
            _ = _decoder.SendEnd();
            return null;
        }
        if (code is not (AvCode.AVERROR_INVALIDDATA or AvCode.EAGAIN))
            throw SourceErrors.OfRead(_source, new AvException("av_read_frame", code), Frames);
        CountError();
        return null;
    }

    private void CountError()
    {
        DecodeErrors++;
        if (++_consecutiveErrors >= _options.ConsecutiveErrorsMax) throw Damaged();
    }

    private VideoSourceException Damaged() => SourceErrors.Damaged(_source, Math.Max(DecodeErrors, _packetsSinceFrame), Frames);
}
