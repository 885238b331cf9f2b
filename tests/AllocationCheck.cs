namespace SafeCity.Edge.Tests;

/// <summary>
/// Proves that the calling thread allocates nothing on the managed heap. A collection that another thread causes takes back the rest of
/// this thread's allocation buffer (8 KiB), which the runtime then counts as allocated: only if one ran meanwhile, less than a buffer
/// passes, and loops are long enough to need more.
/// </summary>
internal readonly struct AllocationCheck
{
    private const long BufferBytes = 8 * 1024;

    private readonly long _bytes;
    private readonly int _collections;

    private AllocationCheck(long bytes, int collections) => (_bytes, _collections) = (bytes, collections);

    internal static AllocationCheck Start()
    {
        int collections = GC.CollectionCount(0);
        return new AllocationCheck(GC.GetAllocatedBytesForCurrentThread(), collections);
    }

    /// <summary>Fails if something is allocated in each of three rounds: what the runtime does once is not the work's.</summary>
    internal static void AssertNone(Action work)
    {
        long least = long.MaxValue;
        for (int round = 0; round < 3 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    /// <summary>Fails if something was allocated since the start.</summary>
    internal void AssertNone()
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread() - _bytes;
        if (GC.CollectionCount(0) != _collections && allocated < BufferBytes) return;
        Assert.Equal(0, allocated);
    }
}
