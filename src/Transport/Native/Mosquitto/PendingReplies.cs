namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>
/// Matches replies to requests by packet id. The library may deliver a reply before the call that made the request has returned
/// its id, so whichever side comes first leaves its part here. Bounded by the requests in flight.
/// </summary>
internal sealed class PendingReplies<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, TaskCompletionSource<T>> _waiting = [];
    private readonly Dictionary<int, T> _early = [];
    private Exception? _end;

    /// <summary>How many requests have no reply yet.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    /// <summary>The reply to a request; faults when the connection ends first.</summary>
    public Task<T> Expect(int id)
    {
        lock (_lock)
        {
            if (_early.Remove(id, out T? early)) return Task.FromResult(early);
            if (_end is not null) return Task.FromException<T>(_end);
            // Continuations must not run on the loop thread.
            TaskCompletionSource<T> waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[id] = waiting;
            return waiting.Task;
        }
    }

    /// <summary>A reply has come.</summary>
    public void Complete(int id, T reply)
    {
        lock (_lock)
        {
            if (_waiting.Remove(id, out TaskCompletionSource<T>? waiting)) waiting.SetResult(reply);
            else _early[id] = reply;
        }
    }

    /// <summary>No more replies will come: fails what waits and what comes to wait.</summary>
    public void End(Exception reason)
    {
        lock (_lock)
        {
            _end ??= reason;
            foreach (TaskCompletionSource<T> waiting in _waiting.Values) waiting.SetException(_end);
            _waiting.Clear();
        }
    }
}
