using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>
/// Ends libav's blocking calls: at a deadline, or when <see cref="Stop"/> is called from any thread. libav polls it at least every
/// 100 ms while it waits for a network. It must outlive the input that uses it.
/// </summary>
internal sealed unsafe class AvInterrupt : IDisposable
{
    private readonly TimeProvider _time;
    private GCHandle _self;
    private long _deadline = long.MaxValue;
    private volatile bool _stopped;
    private volatile bool _closing;
    private volatile bool _timedOut;

    internal AvInterrupt(TimeProvider time)
    {
        _time = time;
        _self = GCHandle.Alloc(this);
    }

    /// <summary><see cref="Stop"/> was called. Does not go away.</summary>
    internal bool Stopped => _stopped;

    /// <summary>The deadline has passed.</summary>
    internal bool Expired => _time.GetTimestamp() >= Volatile.Read(ref _deadline);

    /// <summary>The deadline that stood before <see cref="BeginClose"/> had passed, or the present one has.</summary>
    internal bool TimedOut => _timedOut || Expired;

    /// <summary>A blocking call must end now.</summary>
    internal bool MustEnd => (_stopped && !_closing) || Expired;

    /// <summary>What goes into <c>AVFormatContext.interrupt_callback</c>.</summary>
    internal AVIOInterruptCB Callback => new()
    {
        callback = (delegate* unmanaged[Cdecl]<void*, int>)&OnPoll,
        opaque = (void*)GCHandle.ToIntPtr(_self),
    };

    /// <summary>Sets the deadline from now on.</summary>
    internal void Arm(TimeSpan limit) =>
        Volatile.Write(ref _deadline, _time.GetTimestamp() + (long)(limit.TotalSeconds * _time.TimestampFrequency));

    /// <summary>Interrupts the running call, and each later one. Callable from any thread, also after disposal.</summary>
    internal void Stop() => _stopped = true;

    /// <summary>Lets the farewell to the camera (RTSP's TEARDOWN) pass, for as long as <paramref name="limit"/>.</summary>
    internal void BeginClose(TimeSpan limit)
    {
        _timedOut = Expired;
        Arm(limit);
        _closing = true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_self.IsAllocated) _self.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnPoll(void* opaque)
    {
        try
        {
            return ((AvInterrupt)GCHandle.FromIntPtr((IntPtr)opaque).Target!).MustEnd ? 1 : 0;
        }
        catch (Exception e)
        {
            Environment.FailFast("libav's interrupt callback failed", e);
            return 1;
        }
    }
}
