using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Holds a file's frames back until they are due, so that it plays as a camera would.</summary>
internal sealed class FramePacer(TimeProvider time)
{
    private long _startTimestamp;
    private MediaTime _start;
    private bool _started;

    /// <summary>Returns when as much monotonic time as media time has passed since the first frame, or on cancellation.</summary>
    internal void WaitUntilDue(MediaTime due, CancellationToken stop)
    {
        if (!_started)
        {
            (_started, _start, _startTimestamp) = (true, due, time.GetTimestamp());
            return;
        }
        TimeSpan early = (due - _start) - time.GetElapsedTime(_startTimestamp);
        if (early > TimeSpan.Zero) stop.WaitHandle.WaitOne(early);
    }
}
