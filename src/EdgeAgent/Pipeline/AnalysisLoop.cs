using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The analysing thread: regions, detection, tracking, recognition, best shots; tells of each track when it has ended.</summary>
internal sealed class AnalysisLoop(AnalysisStages stages, LatestSlot<CapturedFrame> slot, long warmUpFrames, PipelineStatistics statistics, TimeProvider time) : IDisposable
{
    private const int DetectionsMax = 512;
    private const int HintsMax = 128;

    private readonly Detection[] _detections = new Detection[DetectionsMax];
    private readonly Detection[] _tracked = new Detection[DetectionsMax];
    private readonly RegionHint[] _hints = new RegionHint[HintsMax];
    private CapturedFrame _frame = new();
    private FrameStamp _last;
    private bool _started;

    /// <summary>What the analysis of a frame allocates, the report of ended tracks apart.</summary>
    internal AllocationMeter Allocation { get; } = new(warmUpFrames);

    /// <summary>Runs until no frame will come any more, then ends all tracks.</summary>
    /// <param name="stop">Cancelled: the frame under way is finished, one that waits is counted as dropped.</param>
    internal void Run(CancellationToken stop)
    {
        try
        {
            while (slot.Take(ref _frame))
            {
                if (stop.IsCancellationRequested)
                {
                    statistics.CountDrop(DropCause.Stopped);
                    // The decoding thread may wait for what this frame would have told.
                    stages.Feedback?.Complete();
                    continue;
                }
                Begin(_frame.Stamp);
                ImageView decoded = _frame.Frame.View;
                TimeSpan idle = Analyse(stages.Mask is { } mask ? mask.Paint(decoded) : decoded, _frame.Stamp);
                stages.Feedback?.Post(new SceneActivity(_frame.Frame.Number, _frame.Frame.Time, idle, CountMoving()));
                _last = _frame.Stamp;
                statistics.CountAnalysed();
                Allocation.CountFrame();
                stages.Memory?.SaveIfDue(stages, _last);
            }
            // Before the tracks end: what stands still now is to be known after the restart.
            if (_started) stages.Memory?.Save(stages, _last);
            if (_started && stages.Memory is null) stages.Rules?.Finish(_last);
            stages.Tracker.Flush(_last.Media);
            ReportEnded(_last);
        }
        finally
        {
            // The producer must not wait for a consumer that has failed.
            stages.Feedback?.Complete();
            slot.Complete();
        }
    }

    private void Begin(in FrameStamp stamp)
    {
        stages.Identities.Place(stamp);
        if (_started) return;
        _started = true;
        _last = stamp;
        stages.Memory?.Restore(stages, stamp);
    }

    // How long nothing has moved.
    private TimeSpan Analyse(in ImageView view, in FrameStamp stamp)
    {
        int hints = stages.Tracker.WriteHints(stamp.Media - _last.Media, _hints);
        ScanResult scan = stages.Scanner.Scan(view, stamp.Media, _hints.AsSpan(0, hints), _detections);
        CountScan(scan);
        TimeSpan idle = scan.Motion.IdleFor;

        int count = stages.View?.Apply(_detections.AsSpan(0, scan.Count)) ?? scan.Count;
        ReadOnlySpan<Detection> found = _detections.AsSpan(0, count);
        ReadOnlySpan<Detection> tracked = stages.Classes.Select(found, _tracked);
        long started = time.GetTimestamp();
        stages.Tracker.Update(stamp.Media, tracked, scan.Scanned, view);
        statistics.AddSince(Stage.Track, time, started);

        FrameSight seen = new(stages.Recent.Update(stamp.Media, scan.Scanned, found), tracked, stages.Tracker.Active);
        started = time.GetTimestamp();
        stages.Recognition.Look(view, stamp, seen);
        stages.Plates?.Look(view, stamp, seen);
        statistics.AddSince(Stage.Recognition, time, started);

        started = time.GetTimestamp();
        stages.Shots.Consider(view, stamp, seen);
        statistics.AddSince(Stage.KeyFrame, time, started);
        stages.Overview?.Consider(view, stamp, seen);
        ApplyRules(view, stamp, scan.Scanned, seen);
        stages.Snapshots.Serve(view, seen);
        ReportEnded(stamp);
        return idle;
    }

    private void ApplyRules(in ImageView view, in FrameStamp stamp, in ScannedArea scanned, in FrameSight seen)
    {
        if (stages.Rules is not { } rules) return;
        long started = time.GetTimestamp(), before = GC.GetAllocatedBytesForCurrentThread();
        if (rules.Advance(stages.Tracker, scanned, view, stamp, seen) > 0) Allocation.CountFact(before);
        statistics.AddSince(Stage.Rules, time, started);
    }

    private int CountMoving()
    {
        int moving = 0;
        IReadOnlyList<Track> tracks = stages.Tracker.Active;
        for (int i = 0; i < tracks.Count; i++)
            if (!tracks[i].IsStationary) moving++;
        return moving;
    }

    private void CountScan(in ScanResult scan)
    {
        statistics.Add(Stage.Motion, scan.Gate);
        statistics.Add(Stage.Preprocess, scan.Timings.Preprocess);
        statistics.Add(Stage.Inference, scan.Timings.Inference);
        statistics.Add(Stage.Postprocess, scan.Timings.Decode);
        if (scan.Regions.IsEmpty) statistics.CountIdle();
    }

    private void ReportEnded(in FrameStamp stamp)
    {
        IReadOnlyList<Track> ended = stages.Tracker.Ended;
        for (int i = 0; i < ended.Count; i++)
        {
            Track track = ended[i];
            TrackNotes? notes = stages.Recognition.Take(track.Number);
            if (IsNews(track))
            {
                statistics.CountTrack();
                long before = GC.GetAllocatedBytesForCurrentThread();
                stages.Plates?.End(track);
                stages.Reporter.Report(track, stages.Shots, notes, stamp);
                Allocation.CountFact(before);
            }
            else
            {
                stages.Plates?.Drop(track.Number);
                stages.Shots.Drop(track.Number);
            }
            if (notes is not null) stages.Recognition.Return(notes);
        }
    }

    // A duplicate goes on under its older number; what stood there before a restart and has not moved since was told before it.
    private static bool IsNews(Track track) =>
        track.EndReason != TrackEndReason.Duplicate && !(track.Continues && track.IsStationary && track.EndReason == TrackEndReason.EndOfStream);

    /// <inheritdoc />
    public void Dispose() => _frame.Dispose();
}
