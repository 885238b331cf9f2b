using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// The durable store of facts on their way to the platform. A fact that <see cref="CommitAsync"/> has confirmed survives a power cut,
/// has its place in its log, and is given to the uplink until the broker has taken it. Safe to call from any thread.
/// </summary>
public sealed class Outbox : IPendingRecords, ICommandStore, IDisposable
{
    private readonly OutboxFile _file;
    private readonly WriterQueue _queue;
    private readonly OutboxWriter _writer;
    private readonly OutboxReader _reader;
    private readonly RecordSignal _signal;
    private readonly MediumWear _wear;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private int _disposed;

    private Outbox(
        OutboxFile file, WriterQueue queue, RecordSignal signal, OutboxWriter writer, (TimeProvider Time, string? Consumer) given)
    {
        (_file, _queue, _signal, _writer, _time) = (file, queue, signal, writer, given.Time);
        Consumer = given.Consumer;
        _reader = new OutboxReader(file);
        _wear = new MediumWear(file.Writer, given.Time);
        // The first wait of the uplink looks at what earlier starts have left.
        _signal.Set();
        _thread = new Thread(writer.Run) { IsBackground = true, Name = "outbox writer" };
        _thread.Start();
    }

    /// <summary>How often this store has been opened, this time included.</summary>
    public long Boot => _writer.Boot;

    /// <inheritdoc/>
    public string? Consumer { get; }

    /// <summary>Opens the store, or makes it where there is none; checks it; takes the lock that keeps other agents away.</summary>
    /// <param name="options">Where it lies and how much it keeps.</param>
    /// <param name="time">The wall clock of recorded times, epochs and the replay ring's age.</param>
    /// <param name="random">Where salts come from.</param>
    /// <exception cref="OutboxException">What is wrong and what to do; nothing stays open.</exception>
    public static Outbox Open(OutboxOptions options, TimeProvider time, IRandomBytes random)
    {
        OutboxFile file = OutboxFile.Open(options, time.GetUtcNow());
        WriterQueue queue = new(options.GroupCommitWindowMs, options.QueueWaitMs);
        try
        {
            RecordSignal signal = new();
            OutboxWriter writer = new(file, queue, signal, (options, time, random));
            return new Outbox(file, queue, signal, writer, (time, options.Consumer));
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is SqliteException fault) throw SqliteFaults.Translate(fault, file.Path);
            throw;
        }
    }

    /// <summary>
    /// Records a fact with its pictures in one transaction, and completes when that is durably on disk. Facts handed over by one caller
    /// get their places in that order, also without awaiting each.
    /// </summary>
    /// <param name="fact">The fact; neither it nor its pictures may change until the task has completed.</param>
    /// <param name="cancellationToken">Before the fact has a place in the queue: it is not recorded. After: only the waiting ends.</param>
    /// <exception cref="OutboxException">The fact is not recorded; the sentence says why.</exception>
    public async Task<CommitReceipt> CommitAsync(Fact fact, CancellationToken cancellationToken)
    {
        FactLimits.Check(fact);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        PendingFact pending = new(fact, _time.GetUtcNow());
        await _queue.AddAsync(pending, cancellationToken).ConfigureAwait(false);
        return await pending.Done.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IReadOnlyList<StreamPosition> Positions() => _reader.Positions();

    /// <inheritdoc/>
    /// <remarks>Gives fewer than <paramref name="recordsMax"/> when their bytes exceed 8 MiB, but at least one if there is one.</remarks>
    public IReadOnlyList<OutboxRecord> ReadUnacknowledged(StreamKey stream, long afterSequence, int recordsMax) =>
        _reader.Unacknowledged(stream, afterSequence, recordsMax, _queue.IsWaiting);

    /// <inheritdoc/>
    /// <remarks>Returns at once; stored with the next transaction, within a fifth of a second.</remarks>
    public void MarkAcknowledged(StreamKey stream, long sequence) => _queue.Add(new Acknowledgement(stream, sequence));

    /// <inheritdoc/>
    /// <exception cref="OutboxException">The store could not be changed.</exception>
    public int Replay(StreamKey stream, long fromSequence, long toSequence)
    {
        ReplayOrder order = new(stream, fromSequence, toSequence);
        _queue.Add(order);
        return (int)order.Done.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    /// <exception cref="OutboxException">The store could not be changed.</exception>
    public async Task<CursorVerdict> AdvanceCursorAsync(StreamKey stream, long sequence) =>
        (CursorVerdict)await RunAsync(new CursorOrder(stream, sequence)).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <exception cref="OutboxException">The store could not be changed.</exception>
    public async Task<bool> WitnessAsync(StreamKey seen, long lastSequence) =>
        await RunAsync(new WitnessOrder(seen, lastSequence)).ConfigureAwait(false) == 1;

    /// <inheritdoc/>
    /// <exception cref="OutboxException">The store could not be changed.</exception>
    public async Task<bool> QuarantineAsync(StreamKey stream, long sequence, string cause) =>
        await RunAsync(new QuarantineOrder(stream, sequence, cause)).ConfigureAwait(false) == 1;

    /// <inheritdoc/>
    public IReadOnlyList<OutboxRecord> TakeUrgent() =>
        [.. _queue.Urgent.Take().SelectMany(r => _reader.Unacknowledged(r.Stream, r.Sequence - 1, 1, _queue.IsWaiting)
            .Where(found => found.Sequence == r.Sequence && !found.IsTombstone))];

    /// <inheritdoc/>
    public byte[]? FindReply(string commandId) => _reader.Reply(commandId);

    /// <inheritdoc/>
    /// <exception cref="OutboxException">The store could not be changed: the command must not be carried out.</exception>
    public async Task<bool> BeginCommandAsync(string commandId, byte[] reply, EventAudit audit) =>
        await RunAsync(new CommandOrder(commandId, reply, audit, isFirst: true)).ConfigureAwait(false) == 1;

    /// <inheritdoc/>
    /// <exception cref="OutboxException">The store could not be changed.</exception>
    public Task EndCommandAsync(string commandId, byte[] reply, EventAudit audit) =>
        RunAsync(new CommandOrder(commandId, reply, audit, isFirst: false));

    /// <inheritdoc/>
    /// <exception cref="OutboxException">The store could not be changed.</exception>
    public Task<long> PurgeAsync(string? camera, DateTimeOffset before) => RunAsync(new PurgeOrder(camera, before));

    /// <summary>
    /// Seals what is recorded and not sealed yet; completes when that is durable. Before the end of a run, so that the seal is still sent.
    /// Without a key it does nothing.
    /// </summary>
    /// <exception cref="OutboxException">The store could not be changed.</exception>
    public Task SealAsync() => RunAsync(new SealOrder());

    /// <inheritdoc/>
    /// <remarks>A wait that completes clears the signal: look at the records after each wait, not before it.</remarks>
    public Task WaitForRecordsAsync(CancellationToken cancellationToken) => _signal.WaitAsync(cancellationToken);

    /// <summary>What the store holds and has held.</summary>
    public OutboxCounts Counts()
    {
        StoredCounts stored = _reader.Counts();
        return new OutboxCounts
        {
            EventsRecorded = stored.Events,
            EventsAcknowledged = stored.Events - stored.EventsShed - stored.EventsPending,
            EventsShed = stored.EventsShed,
            KeyFramesRecorded = stored.KeyFrames,
            KeyFramesAcknowledged = stored.KeyFrames - stored.KeyFramesShed - stored.KeyFramesPending,
            KeyFramesShed = stored.KeyFramesShed,
            StoreUsedShare = _writer.UsedShare,
            FactsOverloaded = _queue.FactsOverloaded,
            FactsFailed = _writer.FactsFailed,
            AcknowledgementsDropped = _queue.AcknowledgementsDropped,
        };
    }

    /// <inheritdoc/>
    public HealthStore Health()
    {
        OutboxCounts now = Counts();
        return new HealthStore(
            (int)Math.Round(now.StoreUsedShare * 100), HealthStore.AlarmOf(now.StoreUsedShare), now.EventsPending + now.KeyFramesPending,
            now.EventsShed + now.KeyFramesShed, now.FactsFailed + now.FactsOverloaded, _wear.BytesPerDay);
    }

    /// <summary>Commits what waits, moves the journal into the file, closes it and releases the lock.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _queue.Close();
        _thread.Join();
        _reader.Dispose();
        _writer.Dispose();
        _file.Dispose();
    }

    private Task<long> RunAsync(WriterOrder order)
    {
        _queue.Add(order);
        return order.Done;
    }
}
