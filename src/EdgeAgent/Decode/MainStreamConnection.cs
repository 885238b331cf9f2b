using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// One connection to a main stream: its packets of the last seconds, and a decoder that is idle until a picture is asked for. One
/// thread reads packets, one decodes; they meet at the ring for as long as it takes to count references.
/// </summary>
internal sealed class MainStreamConnection : IDisposable
{
    // A file is read so far ahead that a picture which is shown later than its packet comes is there.
    private static readonly TimeSpan FileAhead = TimeSpan.FromSeconds(1);

    // H.264 and H.265 put at most 16 pictures between decoding and showing.
    private const int ReorderMax = 16;

    private readonly PacketReader _reader;
    private readonly MainStreamOptions _options;
    private readonly AvDecoder _decoder;
    private readonly AvScaler _scaler = new();
    private readonly AvPacketHandle _packet = AvPackets.Allocate();
    private readonly AvPacketHandle[] _chosen;
    private readonly Lock _gate = new();
    private readonly PacketRing _ring;
    private readonly MomentClock _moments;
    private readonly double _ticksPerSecond;
    private long _zero = AvCode.AV_NOPTS_VALUE, _newest = AvCode.AV_NOPTS_VALUE;
    private long _read;
    private long? _cameraTimeOfZero;
    private bool _fileEnded;

    private MainStreamConnection(PacketReader reader, AvDecoder decoder, MainStreamOptions options, TimeProvider time)
    {
        (_reader, _decoder, _options) = (reader, decoder, options);
        AVRational timeBase = reader.Video.TimeBase;
        TimeSpan ahead = reader.Source.IsLive ? TimeSpan.Zero : FileAhead;
        _ring = new PacketRing(options.Ring with { Span = options.Ring.Span + ahead }, timeBase);
        // Ready from the start, as in the ring: how many it takes shows only after hours.
        _chosen = [.. Enumerable.Range(0, options.Ring.PacketsMax).Select(_ => AvPackets.Allocate())];
        _moments = new MomentClock(timeBase, reader.Source.IsLive ? time : null);
        _ticksPerSecond = timeBase.IsPositive ? 1 / timeBase.Value : 0;
    }

    /// <summary>By which clock the last picture was looked for.</summary>
    internal PictureAlignment Alignment { get; private set; }

    /// <summary>Packets that went to the decoder so far.</summary>
    internal long PacketsDecoded { get; private set; }

    /// <summary>Packets that are kept.</summary>
    internal int PacketsKept
    {
        get
        {
            lock (_gate) return _ring.Count;
        }
    }

    /// <summary>Compressed bytes that are kept.</summary>
    internal long BytesKept
    {
        get
        {
            lock (_gate) return _ring.Bytes;
        }
    }

    /// <summary>Opens the source and a decoder for it.</summary>
    /// <exception cref="VideoSourceException">It cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal static MainStreamConnection Open(
        VideoSource source, MainStreamOptions options, TimeProvider time, CancellationToken cancellation)
    {
        PacketReader reader = PacketReader.Open(source, options.Decoder, time, cancellation);
        AvDecoder? decoder = null;
        try
        {
            decoder = reader.OpenDecoder();
            return new MainStreamConnection(reader, decoder, options, time);
        }
        catch
        {
            decoder?.Dispose();
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Reads one packet into the ring.</summary>
    /// <returns>False at the end of a file, or when stopped.</returns>
    /// <exception cref="VideoSourceException">The connection broke, or fell silent.</exception>
    internal bool ReadPacket()
    {
        _reader.Arm();
        switch (_reader.Read(_packet, _read))
        {
            case PacketResult.Packet:
                Keep();
                return true;
            case PacketResult.Damaged:
                return true;
            default:
                return false;
        }
    }

    /// <summary>Ends a running read; any thread.</summary>
    internal void Stop() => _reader.Stop();

    /// <summary>See <see cref="MainStreamPictures.TryDecode"/>.</summary>
    internal MainPicture TryDecode(in FrameMoment at, DecodedFrame into)
    {
        if (!_reader.Source.IsLive) ReadFileTo(at);
        int count;
        long wanted;
        lock (_gate)
        {
            MainPicture found = Choose(at, out count, out wanted);
            if (found != MainPicture.Decoded) return found;
        }
        try
        {
            return Decode(count, wanted, at, into) ? MainPicture.Decoded : MainPicture.Damaged;
        }
        finally
        {
            for (int i = 0; i < count; i++) AvPackets.Clear(_chosen[i]);
            // Lets go of the pictures, and waits for a key frame.
            _decoder.Flush();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _packet.Dispose();
        foreach (AvPacketHandle packet in _chosen) packet.Dispose();
        _ring.Dispose();
        _decoder.Dispose();
        _scaler.Dispose();
        _reader.Dispose();
    }

    private void Keep()
    {
        _read++;
        lock (_gate)
        {
            _moments.Observe(_packet);
            _cameraTimeOfZero = _reader.CameraTimeOfZeroMicroseconds;
            long stamp = AvPackets.TimeStamp(_packet);
            if (_zero == AvCode.AV_NOPTS_VALUE) _zero = stamp;
            _newest = Math.Max(_newest, stamp);
            _ring.Add(_packet);
        }
    }

    private void ReadFileTo(in FrameMoment at)
    {
        double seconds = at.Media.Seconds + FileAhead.TotalSeconds;
        while (!_fileEnded && (_zero == AvCode.AV_NOPTS_VALUE || (_newest - _zero) / _ticksPerSecond < seconds)) _fileEnded = !ReadPacket();
    }

    /// <summary>Shares the packets from which the wanted picture is decoded; under the gate.</summary>
    private MainPicture Choose(in FrameMoment at, out int count, out long wanted)
    {
        count = 0;
        wanted = 0;
        if (_ring.Count == 0 || StampOf(at) is not { } stamp) return MainPicture.Away;
        int index = _ring.Nearest(stamp);
        if (index < 0) return MainPicture.Away;
        wanted = AvPackets.TimeStamp(_ring[index]);
        if (Math.Abs(wanted - stamp) > _options.ApartMax.TotalSeconds * _ticksPerSecond)
            return stamp < _newest ? MainPicture.TooOld : _fileEnded ? MainPicture.Away : MainPicture.NotYet;
        int key = _ring.KeyBefore(index), end = Math.Min(_ring.Count, index + 1 + ReorderMax);
        for (int i = key; i < end; i++) AvPackets.Share(_ring[i], _chosen[count++]);
        return MainPicture.Decoded;
    }

    private long? StampOf(in FrameMoment at)
    {
        if (_reader.Source.IsLive)
        {
            long? found = _moments.StampOf(at, _cameraTimeOfZero, out PictureAlignment alignment);
            Alignment = alignment;
            return found;
        }
        Alignment = PictureAlignment.MediaTime;
        return _zero == AvCode.AV_NOPTS_VALUE ? null : _zero + (long)Math.Round(at.Media.Seconds * _ticksPerSecond);
    }

    private bool Decode(int count, long wanted, in FrameMoment at, DecodedFrame into)
    {
        for (int i = 0; i < count; i++)
        {
            // A damaged packet is missed only if the picture is: that shows below.
            _ = _decoder.Send(_chosen[i]);
            PacketsDecoded++;
            if (Take(wanted, at, into)) return true;
        }
        _ = _decoder.SendEnd();
        return Take(wanted, at, into);
    }

    /// <summary>Takes what the decoder has, up to the wanted picture.</summary>
    private bool Take(long wanted, in FrameMoment at, DecodedFrame into)
    {
        while (_decoder.Receive(into.Picture) == 0)
        {
            if (into.Picture.TimeStamp < wanted) continue;
            try
            {
                into.Accept(_read, at, _scaler, _reader.Video.Orientation);
                return true;
            }
            catch (AvException)
            {
                // The caller has the sub-stream's pixels: a format that cannot be converted ends nothing.
                return false;
            }
        }
        return false;
    }
}
