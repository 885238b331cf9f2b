using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// The compressed packets of one opened source, with the limits on silence. One thread reads; <see cref="Stop"/> may come from any.
/// </summary>
internal sealed class PacketReader : IDisposable
{
    private readonly VideoDecoderOptions _options;
    private readonly AvInterrupt _interrupt;
    private readonly AvInput _input;

    private PacketReader(VideoSource source, VideoDecoderOptions options, AvInterrupt interrupt, AvInput input)
    {
        Source = source;
        _options = options;
        _interrupt = interrupt;
        _input = input;
    }

    internal VideoSource Source { get; }

    /// <summary>The stream that is read.</summary>
    internal AvStreamInfo Video => _input.Video;

    /// <summary>See <see cref="AvInput.CameraTimeOfZeroMicroseconds"/>.</summary>
    internal long? CameraTimeOfZeroMicroseconds => _input.CameraTimeOfZeroMicroseconds;

    /// <summary><see cref="Stop"/> was called.</summary>
    internal bool Stopped => _interrupt.Stopped;

    /// <summary>Opens a source; takes at most the opening time-out and a few times 100 ms.</summary>
    /// <exception cref="VideoSourceException">One sentence that says what is wrong and what to do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while opening.</exception>
    internal static PacketReader Open(VideoSource source, VideoDecoderOptions options, TimeProvider time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        AvInterrupt interrupt = new(time);
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(static i => ((AvInterrupt)i!).Stop(), interrupt);
        return new PacketReader(source, options, interrupt, InputOpener.Open(source, options, interrupt));
    }

    /// <summary>Opens a decoder for the stream.</summary>
    /// <exception cref="VideoSourceException"><see cref="VideoSourceError.Unsupported"/>.</exception>
    internal AvDecoder OpenDecoder()
    {
        try
        {
            return AvDecoder.Open(_input, _options.DecoderName, _options.Threads, _options.PixelsMax);
        }
        catch (AvException e)
        {
            throw SourceErrors.OfDecoder(Source, e, Video, _options.DecoderName);
        }
    }

    /// <summary>The silence is counted from now on.</summary>
    internal void Arm() => _interrupt.Arm(_options.ReadTimeout);

    /// <summary>Throws if the source has been silent for too long.</summary>
    /// <param name="frames">Seen so far, for the message.</param>
    internal void RequireInTime(long frames)
    {
        if (_interrupt.Expired) throw SourceErrors.Silent(Source, _options.ReadTimeout, frames);
    }

    /// <summary>Reads the next packet into an empty one.</summary>
    /// <param name="packet">Filled if the result is <see cref="PacketResult.Packet"/>.</param>
    /// <param name="frames">Seen so far, for the message.</param>
    /// <exception cref="VideoSourceException">
    /// <see cref="VideoSourceError.ReadTimeout"/>, <see cref="VideoSourceError.Disconnected"/> or <see cref="VideoSourceError.Corrupt"/>.
    /// </exception>
    internal PacketResult Read(AvPacketHandle packet, long frames)
    {
        int code = _input.ReadPacket(packet);
        if (code >= 0)
        {
            // A camera that is joined between two key frames sends a while before there is a picture: that is not silence.
            Arm();
            return PacketResult.Packet;
        }
        if (_interrupt.Stopped) return PacketResult.Stopped;
        if (_interrupt.Expired || code is AvCode.AVERROR_EXIT or AvCode.ETIMEDOUT)
            throw SourceErrors.Silent(Source, _options.ReadTimeout, frames);
        if (code == AvCode.AVERROR_EOF)
            return Source.IsLive ? throw SourceErrors.Ended(Source, frames) : PacketResult.EndOfFile;
        return code is AvCode.AVERROR_INVALIDDATA or AvCode.EAGAIN
            ? PacketResult.Damaged
            : throw SourceErrors.OfRead(Source, new AvException("av_read_frame", code), frames);
    }

    /// <summary>Ends a running read within about 100 ms, and each later one at once. Callable from any thread, more than once.</summary>
    internal void Stop() => _interrupt.Stop();

    /// <inheritdoc />
    public void Dispose() => _input.Dispose();
}
