namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// The edge from decoding to detection: room for one item. Full means: the newest wins and the older one goes back to the
/// producer to be overwritten (<see cref="Offer"/> says so, the caller counts it), or, when every frame must be analysed, the
/// producer waits. Items are exchanged, never allocated: producer, slot and consumer each hold one.
/// </summary>
internal sealed class LatestSlot<T>(T spare, bool waitWhenFull)
    where T : class
{
    private readonly object _gate = new();
    private T _item = spare;
    private bool _full;
    private bool _completed;

    /// <summary>Exchanges the producer's filled item for an empty one.</summary>
    /// <returns>False when an item that nobody had taken was displaced.</returns>
    internal bool Offer(ref T item)
    {
        lock (_gate)
        {
            while (waitWhenFull && _full && !_completed) Monitor.Wait(_gate);
            bool displaced = _full;
            (_item, item) = (item, _item);
            _full = true;
            Monitor.PulseAll(_gate);
            return !displaced;
        }
    }

    /// <summary>Waits for an item and exchanges the consumer's used one for it.</summary>
    /// <returns>False when the producer has completed and nothing is left.</returns>
    internal bool Take(ref T item)
    {
        lock (_gate)
        {
            while (!_full && !_completed) Monitor.Wait(_gate);
            if (!_full) return false;
            (_item, item) = (item, _item);
            _full = false;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>No more items will come (producer) or be taken (consumer); wakes whoever waits.</summary>
    internal void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
