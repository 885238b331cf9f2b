namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// How many models may run at once, over all cameras and all models: one a core, since a run keeps a core busy and more at once only
/// take memory. Who comes first is served first, and a lane that is left goes straight to the longest waiting: each camera has one
/// request at a time, so that under load they take turns, whatever one of them does between its requests.
/// </summary>
public sealed class InferenceLanes : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly int[] _free;
    private int _freeCount;

    // The waiting seats, linked through themselves: as many as there are seats at most.
    private LaneSeat? _first, _last;
    private bool _disposed;

    /// <summary>For a number of runs at once.</summary>
    /// <param name="count">1 or more; usually the number of cores that are meant for inference.</param>
    /// <param name="time">Measures waits; null: the system's.</param>
    public InferenceLanes(int count, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _time = time ?? TimeProvider.System;
        // The lowest number is given out first, so that a quiet site keeps to one session of each model.
        _free = [.. Enumerable.Range(0, count).Reverse()];
        _freeCount = count;
    }

    /// <summary>How many models may run at once.</summary>
    public int Count => _free.Length;

    /// <summary>How many lanes nobody holds.</summary>
    internal int FreeCount
    {
        get
        {
            lock (_gate) return _freeCount;
        }
    }

    /// <summary>How many seats are in the queue.</summary>
    internal int WaitingCount
    {
        get
        {
            lock (_gate)
            {
                int count = 0;
                for (LaneSeat? seat = _first; seat is not null; seat = seat.Next) count++;
                return count;
            }
        }
    }

    /// <summary>A place in the queue for one camera, or another caller that does one thing at a time.</summary>
    public LaneSeat Join() => new(this, _time);

    /// <summary>Opens a model once a lane, for all cameras: see <see cref="DetectorPool{T}"/>.</summary>
    /// <param name="open">Opens one detector; called once a lane, and what it gives is owned by the pool.</param>
    /// <exception cref="Models.ModelException">As told by <paramref name="open"/>; what was opened before is closed.</exception>
    public DetectorPool<T> Open<T>(Func<IDetector<T>> open)
        where T : struct => DetectorPool<T>.Open(this, open);

    /// <summary>Turns away who waits and who comes; runs under way end on their own.</summary>
    public void Dispose()
    {
        LaneSeat? seat;
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            seat = _first;
            _first = _last = null;
        }
        while (seat is not null)
        {
            // Once it is told, it may enter the queue of nobody: its link is read before.
            LaneSeat? next = seat.Next;
            seat.Next = null;
            seat.Give(LaneSeat.TurnedAway);
            seat = next;
        }
    }

    /// <summary>A lane, or <see cref="LaneSeat.Waiting"/> when the seat was put into the queue.</summary>
    internal int EnterOrQueue(LaneSeat seat)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_freeCount > 0) return _free[--_freeCount];
            if (_last is null) _first = seat;
            else _last.Next = seat;
            _last = seat;
            return LaneSeat.Waiting;
        }
    }

    /// <summary>Hands a lane to the longest waiting, or keeps it for who comes.</summary>
    internal void Leave(int lane)
    {
        LaneSeat? next;
        lock (_gate)
        {
            next = _first;
            if (next is null)
            {
                _free[_freeCount++] = lane;
                return;
            }
            _first = next.Next;
            if (_first is null) _last = null;
            next.Next = null;
        }
        next.Give(lane);
    }
}
