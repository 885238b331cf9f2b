using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// The one thread that writes. Takes what waits, commits it in one transaction, then tells whoever waited. A transaction that fails
/// is rolled back as a whole and its facts are refused by name; the thread goes on.
/// </summary>
internal sealed class OutboxWriter : IDisposable
{
    private readonly OutboxFile _file;
    private readonly WriterQueue _queue;
    private readonly RecordSignal _signal;
    private readonly TimeProvider _time;
    private readonly StreamTable _streams;
    private readonly RecordTable _records;
    private readonly ReplayRing _ring;
    private readonly WriterTables _tables;
    private readonly AheadBuilder _ahead;
    private readonly StoreUsage _usage;
    private readonly Shedder _shedder;
    private readonly RetentionClock _age;
    private readonly SealWriter? _seals;
    private (int Records, int Tombstones) _open;
    private long _factsFailed;

    internal OutboxWriter(OutboxFile file, WriterQueue queue, RecordSignal signal,
        (OutboxOptions Options, TimeProvider Time, IRandomBytes Random) given)
    {
        (_file, _queue, _signal, _time) = (file, queue, signal, given.Time);
        Boot = OutboxSchema.CountBoot(file.Writer);
        _streams = new StreamTable(file.Writer, given.Options.Identity);
        _records = new RecordTable(file.Writer);
        _ring = new ReplayRing(file.Writer, given.Options);
        DeviceIdentity identity = given.Options.Identity;
        Tombstones tombstones = new(file.Writer, _records, identity, given.Random, Boot);
        _tables = new WriterTables(_streams, _records, _ring, tombstones, new EpochMover(file.Writer, _streams, identity))
        {
            Commands = new CommandTable(file.Writer),
        };
        _usage = new StoreUsage(file.Writer, given.Options);
        _shedder = new Shedder(file.Writer, _tables, given.Options, _usage);
        _age = new RetentionClock(given.Time);
        RecordBuilder builder = new(identity, _streams, given.Random, Boot);
        _ahead = new AheadBuilder(queue, _streams, builder);
        if (given.Options.SealKey is { } key) _seals = new SealWriter(file.Writer, key, _tables, builder, given.Time);
        _tables.WriteOwn = (type, data, now) =>
        {
            NewRecord record = builder.BuildOwn(type, data, now);
            _records.Insert(record, now.ToUnixTimeMilliseconds());
            _seals?.Added(record);
        };
        // After the seals: they cover the tombstones that it writes.
        ConsumerChange.Apply(file.Writer, _tables, given.Options.Consumer, given.Time.GetUtcNow());
    }

    /// <summary>How often this store has been opened, this time included.</summary>
    internal long Boot { get; }

    internal long FactsFailed => Interlocked.Read(ref _factsFailed) + _shedder.Refused;

    /// <summary>Share of the store's limit that is in use, 0 to 1.</summary>
    internal double UsedShare => _usage.Share;

    /// <summary>The body of the thread; returns once the queue is closed and empty.</summary>
    internal void Run()
    {
        WriterBatch batch = new();
        while (_queue.Take(batch, _ahead.Facts))
        {
            bool acknowledgementsStored = false;
            try
            {
                acknowledgementsStored = Commit(batch);
            }
#pragma warning disable CA1031 // Not swallowed: it is handed to everyone who waits, and the outbox takes nothing more.
            catch (Exception bug)
#pragma warning restore CA1031
            {
                // Whoever waits must learn of it; the next line of defence is the caller, who cannot record anything any more.
                _queue.Close(bug);
                Refuse(batch, bug);
            }
            finally
            {
                _queue.Finish(batch, acknowledgementsStored);
            }
        }
        SealTheRest();
    }

    public void Dispose()
    {
        _streams.Dispose();
        _records.Dispose();
        _ring.Dispose();
        _tables.Tombstones.Dispose();
        _tables.Mover.Dispose();
        _tables.Commands.Dispose();
        _shedder.Dispose();
        _seals?.Dispose();
        _usage.Dispose();
    }

    /// <summary>At the end. If the store cannot take it, the next start seals what is open.</summary>
    private void SealTheRest()
    {
        if (_seals is null) return;
        _ = TryInTransaction(() =>
        {
            _seals.Write(_time.GetUtcNow(), mustNow: true);
            _streams.Save();
        });
    }

    /// <summary>True if the acknowledgements of the batch are in the store.</summary>
    private bool Commit(WriterBatch batch)
    {
        OutboxException? fault = TryTransaction(batch, withFacts: true);
        if (fault?.Kind == OutboxErrorKind.DiskFull && TryMakeRoom(batch)) fault = TryTransaction(batch, withFacts: true);
        if (fault is null)
        {
            Answer(batch);
            return true;
        }
        Refuse(batch, fault);
        return TryTransaction(batch, withFacts: false) is null;
    }

    private OutboxException? TryTransaction(WriterBatch batch, bool withFacts)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return TryInTransaction(() =>
        {
            if (_age.IsDue()) _shedder.Expire(_age.Now);
            if (withFacts)
            {
                // Those that are refused leave no hole: what was built with them is built again.
                if (_shedder.MakeRoom(batch.Facts, now) > 0) _streams.Reload();
                Insert(batch.Facts, now);
                foreach (WriterOrder order in batch.Orders) order.Run(_tables, now);
                if (batch.Orders.Exists(o => o.WakesUplink)) _shedder.ForgetPlaces();
            }
            Acknowledge(batch.Acknowledgements, now);
            _ring.Trim(now);
            _seals?.Write(now, mustNow: MustSeal(batch));
            _streams.Save();
        });
    }

    /// <summary>
    /// The way out of a full store: even to move an acknowledged record into the ring takes room in an index, so the ring goes, and
    /// what is acknowledged now goes as well. True if that gave room.
    /// </summary>
    private bool TryMakeRoom(WriterBatch batch)
    {
        bool any = false;
        OutboxException? fault = TryInTransaction(() =>
        {
            any = _ring.Empty(_time.GetUtcNow());
            foreach (Acknowledgement one in batch.Acknowledgements)
            {
                if (_streams.Find(one.Stream) is { } log) any |= _records.Delete(log.Id, one.Sequence);
            }
        });
        return fault is null && any;
    }

    private OutboxException? TryInTransaction(Action work)
    {
        _open = _seals?.Open ?? default;
        try
        {
            OutboxFile.Execute(_file.Writer, "BEGIN IMMEDIATE");
            work();
            CommitAhead();
            _seals?.Committed();
            return null;
        }
        catch (SqliteException e)
        {
            return RollBack(SqliteFaults.Translate(e, _file.Path));
        }
        catch (OutboxException e)
        {
            return RollBack(e);
        }
    }

    private void CommitAhead()
    {
        _ahead.Begin();
        try
        {
            OutboxFile.Execute(_file.Writer, "COMMIT");
        }
        finally
        {
            // Also before a rollback loads the logs again.
            _ahead.Join();
        }
    }

    private OutboxException RollBack(OutboxException fault)
    {
        try
        {
            // SQLite itself has rolled back after some faults (full, I/O); a second time would be one more fault.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_file.Writer.Handle) == 0) OutboxFile.Execute(_file.Writer, "ROLLBACK");
            _streams.Reload();
            _ring.Reload();
            _shedder.ForgetPlaces();
            _seals?.RolledBack(_open.Records, _open.Tombstones);
            return fault;
        }
        catch (SqliteException second)
        {
            // Without the ends of the logs nothing may be written: a sequence could be given twice.
            _queue.Close(second);
            return SqliteFaults.Translate(second, _file.Path);
        }
    }

    private void Insert(List<PendingFact> facts, DateTimeOffset now)
    {
        long nowMs = now.ToUnixTimeMilliseconds();
        foreach (PendingFact pending in facts)
        {
            foreach (NewRecord record in _ahead.RecordsOf(pending))
            {
                _records.Insert(record, nowMs);
                _seals?.Added(record);
            }
        }
    }

    // Within 5 s of an alarm (contract, section 7): with it.
    private static bool MustSeal(WriterBatch batch) => batch.Facts.Exists(f => f.Fact.Urgent) || batch.Orders.Exists(o => o is SealOrder);

    private void Acknowledge(List<Acknowledgement> acknowledgements, DateTimeOffset now)
    {
        foreach ((StreamKey stream, SequenceSpan span) in SequenceSpan.Of(acknowledgements))
        {
            if (_streams.Find(stream) is not { } log) continue;
            (int records, long bytes) = _records.Acknowledge(log.Id, span, _ring.Stamp(now));
            _ring.Added(records, bytes);
        }
    }

    private void Answer(WriterBatch batch)
    {
        foreach (PendingFact pending in batch.Facts.Where(f => f.Fact.Urgent && f.Receipt is not null)) _queue.Urgent.Add(pending);
        foreach (PendingFact pending in batch.Facts) pending.Succeed();
        foreach (WriterOrder order in batch.Orders) order.Succeed();
        if (batch.Facts.Count > 0 || batch.Orders.Exists(o => o.WakesUplink)) _signal.Set();
    }

    private void Refuse(WriterBatch batch, Exception why)
    {
        _ = Interlocked.Add(ref _factsFailed, batch.Facts.Count);
        foreach (PendingFact pending in batch.Facts) pending.Fail(why);
        foreach (WriterOrder order in batch.Orders) order.Fail(why);
    }
}
