using System.Diagnostics;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// What waits for the writer thread. Facts: at most <see cref="FactsMax"/>, as many that are being built, and as many that are being
/// committed; when full, the caller
/// waits for a moment and is then refused. Acknowledgements: at most <see cref="AcknowledgementsMax"/>; when full, further ones are
/// dropped and counted, which only means that a record is sent twice. The windows are real time: they exist for the disk, not for the film.
/// </summary>
#pragma warning disable CA1001 // The semaphore has no wait handle to free, and a caller may still wait for a place while the outbox closes.
internal sealed class WriterQueue(int groupCommitWindowMs, int queueWaitMs)
#pragma warning restore CA1001
{
    internal const int FactsMax = 256;
    internal const int AcknowledgementsMax = 65_536;

    // Fewer wait for their window: a group of its own for a handful would cost a write of the medium.
    private const int AheadMin = 64;

    // An acknowledgement is not urgent: losing it costs one duplicate. Fewer transactions spare the medium.
    private const int AcknowledgementWindowMs = 200;

    // So many do not wait for the window: a backlog that is sent brings thousands in it.
    private const int AcknowledgementsPerGroup = 512;

    // The disk was full or faulty: trying again at once would spin.
    private const int RetryAcknowledgementsMs = 2000;

    // The replay ring also ages while nothing happens.
    private const int IdleMs = 60_000;

    private readonly object _gate = new();
    private readonly SemaphoreSlim _places = new(FactsMax);
    private readonly Queue<PendingFact> _facts = new();
    private readonly HashSet<Acknowledgement> _acknowledgements = [];
    private readonly List<WriterOrder> _orders = [];
    private int _acknowledgementsTaken;
    private long _factsDue = long.MaxValue;
    private long _acknowledgementsDue = long.MaxValue;
    private bool _closed;
    private Exception? _fault;

    /// <summary>Alarms that are committed and not told early yet.</summary>
    internal UrgentRecords Urgent { get; } = new();

    internal long FactsOverloaded => Interlocked.Read(ref _overloaded);

    internal long AcknowledgementsDropped => Interlocked.Read(ref _acknowledgementsDropped);

    private long _overloaded;
    private long _acknowledgementsDropped;

    /// <exception cref="OutboxException">Overloaded or closed.</exception>
    internal async ValueTask AddAsync(PendingFact pending, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(queueWaitMs, cancellationToken).ConfigureAwait(false))
        {
            _ = Interlocked.Increment(ref _overloaded);
            throw new OutboxException(OutboxErrorKind.Overloaded,
                $"the outbox has {FactsMax} facts waiting and its medium took none for {queueWaitMs} ms:" +
                " use a faster medium or lower the load; this fact is not recorded");
        }
        lock (_gate)
        {
            RefuseIfClosed();
            _facts.Enqueue(pending);
            long due = pending.Fact.Urgent || _facts.Count >= FactsMax ? Now : Now + groupCommitWindowMs;
            // The writer is woken when it must act earlier than it knows, not for each fact of a group.
            if (due >= _factsDue) return;
            _factsDue = due;
            Monitor.PulseAll(_gate);
        }
    }

    internal void Add(Acknowledgement acknowledgement)
    {
        lock (_gate)
        {
            if (_closed || _acknowledgements.Contains(acknowledgement)) return;
            if (_acknowledgements.Count >= AcknowledgementsMax)
            {
                _ = Interlocked.Increment(ref _acknowledgementsDropped);
                return;
            }
            _ = _acknowledgements.Add(acknowledgement);
            // Those that are being stored stay in the set; more than they are counts as a group of its own.
            long due = _acknowledgements.Count - _acknowledgementsTaken >= AcknowledgementsPerGroup ? Now : Now + AcknowledgementWindowMs;
            if (due >= _acknowledgementsDue) return;
            _acknowledgementsDue = due;
            Monitor.PulseAll(_gate);
        }
    }

    internal void Add(WriterOrder order)
    {
        lock (_gate)
        {
            RefuseIfClosed();
            _orders.Add(order);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>True while the acknowledgement is not yet in the store.</summary>
    internal bool IsWaiting(Acknowledgement acknowledgement)
    {
        lock (_gate) return _acknowledgements.Contains(acknowledgement);
    }

    /// <summary>Takes the facts that wait, when they are many or cannot wait: the group after the one that is being committed.</summary>
    internal void TakeAhead(List<PendingFact> ahead)
    {
        lock (_gate)
        {
            if (_facts.Count >= AheadMin || _factsDue <= Now) TakeFacts(ahead);
        }
    }

    /// <summary>
    /// Waits for work and takes all there is; of the facts only those taken ahead, if there are any. False once closed and empty.
    /// </summary>
    internal bool Take(WriterBatch batch, List<PendingFact> ahead)
    {
        batch.Clear();
        lock (_gate)
        {
            long idleUntil = Now + IdleMs;
            while (!_closed && _orders.Count == 0 && ahead.Count == 0)
            {
                long wait = Math.Min(Math.Min(_factsDue, _acknowledgementsDue), idleUntil) - Now;
                if (wait <= 0) break;
                _ = Monitor.Wait(_gate, (int)Math.Min(wait, IdleMs));
            }
            batch.Facts.AddRange(ahead);
            if (ahead.Count == 0) TakeFacts(batch.Facts);
            ahead.Clear();
            batch.Orders.AddRange(_orders);
            // They stay in the set until they are committed, so that readers do not see their records as unacknowledged again.
            batch.Acknowledgements.AddRange(_acknowledgements);
            _acknowledgementsTaken = _acknowledgements.Count;
            _orders.Clear();
            _acknowledgementsDue = long.MaxValue;
            return !_closed || batch.Facts.Count + batch.Orders.Count + batch.Acknowledgements.Count > 0;
        }
    }

    /// <summary>The batch's transaction is over.</summary>
    internal void Finish(WriterBatch batch, bool acknowledgementsStored)
    {
        lock (_gate)
        {
            // After the close nobody tries again: the records stay unacknowledged and are sent once more after the next start.
            if (acknowledgementsStored || _closed) _acknowledgements.ExceptWith(batch.Acknowledgements);
            _acknowledgementsTaken = 0;
            if (_acknowledgements.Count > 0 && _acknowledgementsDue == long.MaxValue)
                _acknowledgementsDue = Now + (acknowledgementsStored ? AcknowledgementWindowMs : RetryAcknowledgementsMs);
        }
    }

    /// <summary>Takes nothing more. With a fault: the writer cannot go on.</summary>
    internal void Close(Exception? fault = null)
    {
        lock (_gate)
        {
            _closed = true;
            _fault ??= fault;
            Monitor.PulseAll(_gate);
        }
    }

    private void TakeFacts(List<PendingFact> into)
    {
        into.AddRange(_facts);
        // Their places are free again while the disk works: the next group fills meanwhile.
        if (_facts.Count > 0) _ = _places.Release(_facts.Count);
        _facts.Clear();
        _factsDue = long.MaxValue;
    }

    private static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);

    private void RefuseIfClosed()
    {
        if (!_closed) return;
        throw _fault is null
            ? new OutboxException(OutboxErrorKind.Closed, "the outbox is closed: what comes after the agent's end is not recorded")
            : new OutboxException(OutboxErrorKind.Closed,
                $"the outbox has stopped after a fault ({_fault.Message.TrimEnd('.')}):" +
                " restart the agent", _fault);
    }
}
