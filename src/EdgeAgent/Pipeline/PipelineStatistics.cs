using System.Diagnostics;
using SafeCity.Edge.Agent.Decode;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// Counters of one camera's pipeline. Each is written by one thread and may be read by any; nothing is allocated by counting.
/// </summary>
internal sealed class PipelineStatistics(TimeProvider time)
{
    private long _decodedAt, _analysedAt, _committedAt;
    private string? _fault;

    private readonly long[] _stageTicks = new long[Enum.GetValues<Stage>().Length];
    private readonly long[] _drops = new long[Enum.GetValues<DropCause>().Length];
    private readonly long[] _mainPictures = new long[Enum.GetValues<MainPicture>().Length];
    private long _framesDecoded;
    private long _framesAnalysed;
    private long _framesIdle;
    private long _packetsSkipped;
    private long _packetErrors;
    private long _reconnects;
    private long _tracks;
    private long _factsFailed;
    private long _picturesWithheld;

    internal long FramesDecoded => Interlocked.Read(ref _framesDecoded);

    internal long FramesAnalysed => Interlocked.Read(ref _framesAnalysed);

    /// <summary>Analysed frames in which nothing moved and nothing was due, so that no model ran.</summary>
    internal long FramesIdle => Interlocked.Read(ref _framesIdle);

    /// <summary>Packets that the decoder refused (bit errors, lost data).</summary>
    internal long PacketErrors => Interlocked.Read(ref _packetErrors);

    internal long Reconnects => Interlocked.Read(ref _reconnects);

    /// <summary>Tracks that have ended and were reported.</summary>
    internal long Tracks => Interlocked.Read(ref _tracks);

    /// <summary>Facts that the store refused; each was told on standard error.</summary>
    internal long FactsFailed => Interlocked.Read(ref _factsFailed);

    /// <summary>Frames whose picture was looked for in the main stream, by what came of it.</summary>
    internal long MainPictures(MainPicture result) => Interlocked.Read(ref _mainPictures[(int)result]);

    internal long Dropped(DropCause cause) => Interlocked.Read(ref _drops[(int)cause]);

    /// <summary>Sum of the time spent in a stage.</summary>
    internal TimeSpan Total(Stage stage) => TimeSpan.FromTicks(Interlocked.Read(ref _stageTicks[(int)stage]));

    /// <summary>Why the source is being waited for, or has ended; null while frames come.</summary>
    internal string? Fault => Volatile.Read(ref _fault);

    /// <summary>Time since the last decoded frame; null before the first. The last good moment of a stage says more than a count.</summary>
    internal TimeSpan? DecodedAge => AgeOf(ref _decodedAt);

    /// <summary>Time since the last analysed frame; null before the first.</summary>
    internal TimeSpan? AnalysedAge => AgeOf(ref _analysedAt);

    /// <summary>Time since a fact was last safe on disk; null before the first.</summary>
    internal TimeSpan? CommittedAge => AgeOf(ref _committedAt);

    internal void CountDecoded()
    {
        Interlocked.Increment(ref _framesDecoded);
        Volatile.Write(ref _decodedAt, time.GetTimestamp());
        if (Volatile.Read(ref _fault) is not null) Volatile.Write(ref _fault, null);
    }

    internal void CountAnalysed()
    {
        Interlocked.Increment(ref _framesAnalysed);
        Volatile.Write(ref _analysedAt, time.GetTimestamp());
    }

    internal void CountCommitted() => Volatile.Write(ref _committedAt, time.GetTimestamp());

    internal void SetFault(string sentence) => Volatile.Write(ref _fault, sentence);

    /// <summary>Packets that were not decoded, since the scene was idle.</summary>
    internal long PacketsSkipped => Interlocked.Read(ref _packetsSkipped);

    internal void AddSkipped(long count) => Interlocked.Add(ref _packetsSkipped, count);

    internal void CountIdle() => Interlocked.Increment(ref _framesIdle);

    internal void AddPacketErrors(long count) => Interlocked.Add(ref _packetErrors, count);

    internal void CountReconnect() => Interlocked.Increment(ref _reconnects);

    internal void CountTrack() => Interlocked.Increment(ref _tracks);

    /// <summary>Pictures that were not stored since a face in them could not be masked.</summary>
    internal long PicturesWithheld => Interlocked.Read(ref _picturesWithheld);

    internal void CountPictureWithheld() => Interlocked.Increment(ref _picturesWithheld);

    internal void CountFactFailed() => Interlocked.Increment(ref _factsFailed);

    internal void CountMainPicture(MainPicture result) => Interlocked.Increment(ref _mainPictures[(int)result]);

    internal void CountDrop(DropCause cause) => Interlocked.Increment(ref _drops[(int)cause]);

    internal void Add(Stage stage, TimeSpan duration) => Interlocked.Add(ref _stageTicks[(int)stage], duration.Ticks);

    /// <summary>Adds the time since a timestamp of <see cref="TimeProvider.GetTimestamp"/> with the frequency of <see cref="Stopwatch"/>.</summary>
    internal void AddSince(Stage stage, TimeProvider clock, long startTimestamp) => Add(stage, clock.GetElapsedTime(startTimestamp));

    private TimeSpan? AgeOf(ref long at)
    {
        long stamp = Volatile.Read(ref at);
        return stamp == 0 ? null : time.GetElapsedTime(stamp);
    }
}
