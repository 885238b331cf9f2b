using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// Reads a file, a picture or a camera frame by frame: all frames, or as many as a <see cref="DecodePace"/> asks for. One thread
/// reads; <see cref="Stop"/> may come from any. Nothing is allocated on the managed heap per frame. After an error or the end,
/// dispose it; a camera is opened anew.
/// </summary>
internal sealed class VideoDecoder : IDisposable
{
    private readonly VideoSource _source;
    private readonly VideoDecoderOptions _options;
    private readonly PacketReader _reader;
    private readonly PacketFeed _feed;
    private readonly AvDecoder _decoder;
    private readonly AvPacketHandle _packet = AvPackets.Allocate();
    private readonly AvScaler _scaler = new();
    private readonly MediaClock _clock;
    private readonly MomentClock _moments;
    private AvPacketHandle? _toSend;
    private bool _packetWaits, _drainAfter, _draining, _endOfFile;
    private bool _again;
    private long _lastStamp = AvCode.AV_NOPTS_VALUE;
    private MediaTime _lastTime;
    private int _consecutiveErrors;
    private int _packetsSinceFrame;

    private VideoDecoder(PacketReader reader, AvDecoder decoder, VideoDecoderOptions options, TimeProvider time)
    {
        _source = reader.Source;
        _options = options;
        _reader = reader;
        _decoder = decoder;
        AvStreamInfo video = reader.Video;
        _feed = new PacketFeed(options.Pace, video.TimeBase);
        _clock = new MediaClock(video.TimeBase, video.FrameRate);
        _moments = new MomentClock(video.TimeBase, _source.IsLive ? time : null);
        bool endless = _source.IsLive || video.DurationSeconds is null, turned = video.Orientation.Transposed;
        Info = new VideoInfo(
            video.Codec, decoder.Name, turned ? video.Height : video.Width, turned ? video.Width : video.Height, video.FrameRate.Value,
            video.PixelFormat ?? "unknown", endless ? null : TimeSpan.FromSeconds(video.DurationSeconds!.Value));
    }

    /// <summary>What the container announced.</summary>
    internal VideoInfo Info { get; }

    /// <summary>Frames read so far.</summary>
    internal long Frames { get; private set; }

    /// <summary>Packets that the pace left out.</summary>
    internal long PacketsSkipped => _feed.Skipped;

    /// <summary>Which frames are read at present.</summary>
    internal DecodeRate Rate => _feed.Rate;

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
        PacketReader reader = PacketReader.Open(source, options, time, cancellation);
        AvDecoder? decoder = null;
        try
        {
            decoder = reader.OpenDecoder();
            return new VideoDecoder(reader, decoder, options, time);
        }
        catch
        {
            decoder?.Dispose();
            reader.Dispose();
            throw;
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
        _reader.Arm();
        while (true)
        {
            if (_reader.Stopped) return DecodeResult.Stopped;
            int result = _decoder.Receive(into.Picture);
            if (result == 0 && Accept(into)) return DecodeResult.Frame;
            if (result == 0) continue;
            if (result == AvCode.AVERROR_EOF && _endOfFile) return End();
            if (result == AvCode.AVERROR_EOF) BeginAgain();
            else if (result != AvCode.EAGAIN) CountError();
            _reader.RequireInTime(Frames);
            if (!_draining && Feed() is { } ended) return ended;
        }
    }

    /// <summary>Ends a running read within about 100 ms, and each later one at once. Callable from any thread, more than once.</summary>
    internal void Stop() => _reader.Stop();

    /// <inheritdoc />
    public void Dispose()
    {
        _packet.Dispose();
        _feed.Dispose();
        _decoder.Dispose();
        _scaler.Dispose();
        _reader.Dispose();
    }

    /// <summary>Delivers what the decoder gave; false for a picture that is not wanted at the present rate, or came before.</summary>
    private bool Accept(DecodedFrame into)
    {
        if (into.Picture.Damaged) DecodeErrors++;
        _consecutiveErrors = 0;
        _packetsSinceFrame = 0;
        long stamp = into.Picture.TimeStamp;
        if (_again && stamp != AvCode.AV_NOPTS_VALUE && stamp <= _lastStamp) return false;
        _again = false;
        _lastStamp = stamp;
        MediaTime time = _clock.Next(stamp);
        if (Frames > 0 && _feed.Rate == DecodeRate.Sampled && time - _lastTime < _options.Pace!.Options.SampleInterval) return false;
        try
        {
            into.Accept(Frames, _moments.Of(stamp, time, _reader.CameraTimeOfZeroMicroseconds), _scaler, _reader.Video.Orientation);
        }
        catch (AvException e)
        {
            throw SourceErrors.OfFormat(_source, e, AvPixelFormat.NameOf(into.Picture.Format) ?? "unknown");
        }
        _lastTime = time;
        Frames++;
        return true;
    }

    private DecodeResult End()
    {
        if (Frames > 0) return DecodeResult.EndOfStream;
        throw DecodeErrors > 0 || _packetsSinceFrame > 0 ? Damaged() : SourceErrors.NoPictures(_source);
    }

    /// <summary>The decoder has given all it had, and takes packets again, from a key frame on.</summary>
    private void BeginAgain()
    {
        _decoder.Flush();
        _draining = false;
    }

    /// <summary>Moves one packet towards the decoder. Non-null: the read ends with it.</summary>
    private DecodeResult? Feed()
    {
        if (_toSend is null && Fetch() is { } ended) return ended;
        if (_toSend is null) return null;
        int sent = _decoder.Send(_toSend);
        // A decoder that is full (hardware ones) wants its frames taken first: the packet waits.
        if (sent == AvCode.EAGAIN) return null;
        AvPackets.Clear(_toSend);
        _toSend = null;
        if (sent < 0) CountError();
        if (_drainAfter) Drain();
        return null;
    }

    /// <summary>Finds the packet that is to be sent next, if there is one now. Non-null: the read ends with it.</summary>
    private DecodeResult? Fetch()
    {
        _toSend = _feed.NextHeld();
        if (_toSend is not null) return null;
        if (_packetWaits)
        {
            _packetWaits = false;
            _toSend = _packet;
            return null;
        }
        switch (_reader.Read(_packet, Frames))
        {
            case PacketResult.Stopped:
                return DecodeResult.Stopped;
            case PacketResult.EndOfFile:
                _endOfFile = true;
                Drain();
                return null;
            case PacketResult.Damaged:
                CountError();
                return null;
        }
        if (++_packetsSinceFrame > _options.PacketsWithoutFrameMax) throw Damaged();
        _moments.Observe(_packet);
        Use(_feed.Decide(_packet, Frames));
        return null;
    }

    private void Use(PacketUse use)
    {
        if (use == PacketUse.Hold) return;
        if (use == PacketUse.DecodeAfterHeld) _packetWaits = _again = true;
        else _toSend = _packet;
        _drainAfter = use == PacketUse.DecodeAlone;
    }

    private void Drain()
    {
        _drainAfter = false;
        _draining = true;
        _ = _decoder.SendEnd();
    }

    private void CountError()
    {
        DecodeErrors++;
        if (++_consecutiveErrors >= _options.ConsecutiveErrorsMax) throw Damaged();
    }

    private VideoSourceException Damaged() => SourceErrors.Damaged(_source, Math.Max(DecodeErrors, _packetsSinceFrame), Frames);
}
