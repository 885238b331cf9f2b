namespace SafeCity.Edge.Inference.Detection;

/// <summary>One camera's place at the <see cref="InferenceLanes"/>. One request at a time; allocates nothing.</summary>
public sealed class LaneSeat
{
    /// <summary>No lane yet.</summary>
    internal const int Waiting = -1;

    /// <summary>The lanes were disposed while it waited.</summary>
    internal const int TurnedAway = -2;

    private const int Outside = 0;
    private const int Inside = 1;

    private readonly object _given = new();
    private readonly TimeProvider _time;
    private int _state, _lane = Waiting;
    private long _served, _waitTicks;

    internal LaneSeat(InferenceLanes lanes, TimeProvider time)
    {
        Lanes = lanes;
        _time = time;
    }

    /// <summary>How often it was served.</summary>
    public long ServedCount => Volatile.Read(ref _served);

    /// <summary>How long it has waited for a lane, in all.</summary>
    public TimeSpan WaitedTotal => TimeSpan.FromTicks(Volatile.Read(ref _waitTicks));

    internal InferenceLanes Lanes { get; }

    /// <summary>The next in the queue; belongs to <see cref="InferenceLanes"/>.</summary>
    internal LaneSeat? Next { get; set; }

    /// <summary>Waits for a lane and takes it.</summary>
    /// <returns>Its number, from 0.</returns>
    /// <exception cref="ObjectDisposedException">The lanes are disposed, or were while it waited.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses this seat.</exception>
    internal int Enter()
    {
        if (Interlocked.CompareExchange(ref _state, Inside, Outside) != Outside)
            throw new InvalidOperationException("this seat is in use by another thread: join the lanes once a thread");
        int lane = TurnedAway;
        try
        {
            lane = Lanes.EnterOrQueue(this);
            if (lane == Waiting) lane = WaitForLane();
            ObjectDisposedException.ThrowIf(lane == TurnedAway, Lanes);
            _lane = lane;
            Volatile.Write(ref _served, _served + 1);
            return lane;
        }
        finally
        {
            if (lane < 0) Volatile.Write(ref _state, Outside);
        }
    }

    /// <summary>Gives the lane back.</summary>
    internal void Leave()
    {
        int lane = _lane;
        _lane = Waiting;
        Volatile.Write(ref _state, Outside);
        Lanes.Leave(lane);
    }

    /// <summary>Ends the wait; called by who leaves a lane.</summary>
    internal void Give(int lane)
    {
        lock (_given)
        {
            _lane = lane;
            Monitor.Pulse(_given);
        }
    }

    private int WaitForLane()
    {
        long start = _time.GetTimestamp();
        int lane;
        lock (_given)
        {
            while (_lane == Waiting) Monitor.Wait(_given);
            lane = _lane;
            _lane = Waiting;
        }
        Volatile.Write(ref _waitTicks, _waitTicks + _time.GetElapsedTime(start).Ticks);
        return lane;
    }
}
