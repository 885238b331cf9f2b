using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The analysing thread: detection, tracking, best shots; tells of each track when it has ended.</summary>
internal sealed class AnalysisLoop(AnalysisStages stages, LatestSlot<CapturedFrame> slot, PipelineStatistics statistics, TimeProvider time) : IDisposable
{
    private const int DetectionsMax = 512;

    private readonly Detection[] _detections = new Detection[DetectionsMax];
    private readonly Detection[] _tracked = new Detection[DetectionsMax];
    private CapturedFrame _frame = new();

    /// <summary>What the analysis of a frame allocates, the report of ended tracks included.</summary>
    internal AllocationMeter Allocation { get; } = new();

    /// <summary>Runs until no frame will come any more, then ends all tracks.</summary>
    /// <param name="stop">Cancelled: the frame under way is finished, one that waits is counted as dropped.</param>
    internal void Run(CancellationToken stop)
    {
        FrameStamp last = default;
        try
        {
            while (slot.Take(ref _frame))
            {
                if (stop.IsCancellationRequested)
                {
                    statistics.CountDrop(DropCause.Stopped);
                    continue;
                }
                last = _frame.Stamp;
                Analyse(_frame.Frame.View, last);
                statistics.CountAnalysed();
                Allocation.CountFrame();
            }
            stages.Tracker.Flush(last.Media);
            ReportEnded(last);
        }
        finally
        {
            // The producer must not wait for a consumer that has failed.
            slot.Complete();
        }
    }

    private void Analyse(in ImageView view, in FrameStamp stamp)
    {
        int found = stages.Detector.Detect(view, _detections);
        DetectorTimings timings = stages.Detector.LastTimings;
        statistics.Add(Stage.Preprocess, timings.Preprocess);
        statistics.Add(Stage.Inference, timings.Inference);
        statistics.Add(Stage.Postprocess, timings.Decode);

        ReadOnlySpan<Detection> all = _detections.AsSpan(0, found);
        ReadOnlySpan<Detection> tracked = stages.Classes.Select(all, _tracked);
        long started = time.GetTimestamp();
        stages.Tracker.Update(stamp.Media, tracked);
        statistics.AddSince(Stage.Track, time, started);

        started = time.GetTimestamp();
        FrameSight seen = new(all, tracked, stages.Tracker.Active);
        stages.Shots.Consider(view, stamp, seen);
        statistics.AddSince(Stage.KeyFrame, time, started);
        stages.Overview?.Consider(view, stamp, seen);
        ReportEnded(stamp);
    }

    private void ReportEnded(in FrameStamp stamp)
    {
        IReadOnlyList<Track> ended = stages.Tracker.Ended;
        for (int i = 0; i < ended.Count; i++)
        {
            // The object it stood for goes on under its older number.
            if (ended[i].EndReason == TrackEndReason.Duplicate)
            {
                stages.Shots.Drop(ended[i].Number);
                continue;
            }
            statistics.CountTrack();
            long before = GC.GetAllocatedBytesForCurrentThread();
            stages.Reporter.Report(ended[i], stages.Shots, stamp);
            Allocation.CountFact(before);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _frame.Dispose();
}
