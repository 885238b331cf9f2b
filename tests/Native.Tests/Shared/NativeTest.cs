namespace SafeCity.Edge.Native.Tests;

/// <summary>
/// Base of every test class that touches native objects: a test that leaves a handle to its finalizer fails, and says where the
/// handle was created.
/// </summary>
public abstract class NativeTest : IDisposable
{
    private readonly int _leaksBefore;

    protected NativeTest()
    {
        NativeHandleRecords.TraceOrigins();
        NativeHandleRecords.RunFinalizers();
        _leaksBefore = NativeHandleRecords.LeakCount();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
        NativeHandleRecords.RunFinalizers();
        int leaks = NativeHandleRecords.LeakCount() - _leaksBefore;
        if (leaks > 0)
            throw new InvalidOperationException(
                $"{leaks} native handles were left to the finalizer:\n{string.Join("\n", NativeHandleRecords.Leaks().TakeLast(leaks))}");
    }

    /// <summary>For what a derived class owns; runs before the leaks are counted.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
