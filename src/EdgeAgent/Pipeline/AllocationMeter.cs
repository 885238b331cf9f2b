namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// Managed bytes that one thread allocates for frames after warm-up: the first frames fill pools and compile code, from then on a
/// frame should cost nothing. Used by one thread, read when that has ended.
/// </summary>
internal sealed class AllocationMeter
{
    private const long WarmUpFrames = 100;

    private long _frames;
    private long _atStart;
    private long _processAtStart;

    /// <summary>Bytes allocated by the thread, a frame.</summary>
    internal double BytesPerFrame { get; private set; }

    /// <summary>Bytes allocated by all threads in the same time, a frame: also what facts cost on their way to the broker.</summary>
    internal double ProcessBytesPerFrame { get; private set; }

    /// <summary>Called after each frame by the thread that is measured.</summary>
    internal void CountFrame()
    {
        long measured = ++_frames - WarmUpFrames;
        if (measured < 0) return;
        long bytes = GC.GetAllocatedBytesForCurrentThread(), process = GC.GetTotalAllocatedBytes();
        if (measured == 0)
        {
            (_atStart, _processAtStart) = (bytes, process);
            return;
        }
        BytesPerFrame = (bytes - _atStart) / (double)measured;
        ProcessBytesPerFrame = (process - _processAtStart) / (double)measured;
    }
}
