namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// Managed bytes that one thread allocates for frames after warm-up: the first frames fill pools and compile code, from then on a
/// frame costs nothing. What a fact costs (its text, the copy of its picture) is counted apart. Used by one thread, read when that
/// has ended.
/// </summary>
/// <param name="warmUpFrames">Frames that are not measured.</param>
internal sealed class AllocationMeter(long warmUpFrames)
{
    private long _frames;
    private long _facts;
    private long _factBytes;
    private long _atStart;
    private long _factBytesAtStart;
    private long _processAtStart;

    /// <summary>Bytes allocated by the thread, a frame, without those of facts.</summary>
    internal double BytesPerFrame { get; private set; }

    /// <summary>Bytes allocated by the thread, a fact; 0 when there was none.</summary>
    internal double BytesPerFact => _facts == 0 ? 0 : _factBytes / (double)_facts;

    /// <summary>Bytes allocated by all threads in the same time, a frame: also what facts cost on their way to the broker.</summary>
    internal double ProcessBytesPerFrame { get; private set; }

    /// <summary>Called after each frame by the thread that is measured.</summary>
    internal void CountFrame()
    {
        long measured = ++_frames - warmUpFrames;
        if (measured < 0) return;
        long bytes = GC.GetAllocatedBytesForCurrentThread(), process = GC.GetTotalAllocatedBytes();
        if (measured == 0)
        {
            (_atStart, _processAtStart, _factBytesAtStart) = (bytes, process, _factBytes);
            return;
        }
        BytesPerFrame = (bytes - _atStart - (_factBytes - _factBytesAtStart)) / (double)measured;
        ProcessBytesPerFrame = (process - _processAtStart) / (double)measured;
    }

    /// <summary>Called after a fact was made, with what <see cref="GC.GetAllocatedBytesForCurrentThread"/> said before.</summary>
    internal void CountFact(long bytesBefore)
    {
        _facts++;
        _factBytes += GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
    }
}
