using Microsoft.Data.Sqlite;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Keeps the store within its limit and its retention: what goes is replaced by tombstones in the same transaction (contract D8).
/// The order: committed replay; the oldest key frames; the oldest <c>count</c> and <c>track</c>; then all but alarms and the box's own
/// log. Writer thread only, inside its transaction.
/// </summary>
internal sealed class Shedder : IDisposable
{
    // Begins here, and goes on to there: shedding a few records with each commit would make many small tombstones.
    private const double BeginShare = 0.95;
    private const double EndShare = 0.90;

    // Above this only alarms and the box's own log are taken.
    private const double RefuseShare = 0.98;

    private const int VictimsPerLook = 256;

    // A page of the file for each record that grows the index, besides its own bytes.
    private const long OverheadBytes = 256;

    private static readonly RecordClass[] Order = [RecordClass.KeyFrame, RecordClass.Frequent, RecordClass.Other];

    private readonly WriterTables _tables;
    private readonly OutboxOptions _options;
    private readonly StoreUsage _usage;
    private readonly Dictionary<RecordClass, SqliteCommand> _oldest;
    private readonly Dictionary<RecordClass, long> _from = [];
    private long _refused;

    internal Shedder(SqliteConnection connection, WriterTables tables, OutboxOptions options, StoreUsage usage)
    {
        (_tables, _options, _usage) = (tables, options, usage);
        _oldest = Order.ToDictionary(c => c, c => Oldest(connection, c));
    }

    /// <summary>Facts refused since the start because the store was full; from any thread.</summary>
    internal long Refused => Interlocked.Read(ref _refused);

    /// <summary>Records that went back into the queue may be older than what has been looked through.</summary>
    internal void ForgetPlaces() => _from.Clear();

    /// <summary>Makes room for the facts; those that find none fail by name and are taken out of the list. Returns how many.</summary>
    internal int MakeRoom(List<PendingFact> facts, DateTimeOffset now)
    {
        long wanted = facts.Sum(Bytes);
        long used = _usage.Look();
        if (used + wanted <= BeginShare * _usage.BytesMax) return 0;
        long goal = (long)(EndShare * _usage.BytesMax) - wanted;
        if (used > goal) _tables.Ring.Empty(now);
        foreach (RecordClass one in Order)
        {
            while ((used = _usage.Look()) > goal && Shed(one, "full", now, long.MaxValue))
            {
            }
        }
        long left = (long)(RefuseShare * _usage.BytesMax) - used;
        return facts.RemoveAll(pending => !pending.Fact.Urgent && (left -= Bytes(pending)) < 0 && Refuse(pending));
    }

    /// <summary>Replaces what is older than the retention of its class.</summary>
    internal void Expire(DateTimeOffset now)
    {
        while (Shed(RecordClass.KeyFrame, "expired", now, (now - _options.KeyFrameRetention).ToUnixTimeMilliseconds()))
        {
        }
        foreach (RecordClass one in Order[1..])
        {
            while (Shed(one, "expired", now, (now - _options.EventRetention).ToUnixTimeMilliseconds()))
            {
            }
        }
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in _oldest.Values) command.Dispose();
    }

    private static SqliteCommand Oldest(SqliteConnection connection, RecordClass which)
    {
        string types = which switch
        {
            RecordClass.KeyFrame => "type = 'keyframe'",
            RecordClass.Frequent => "type IN ('count', 'track')",
            _ => "type NOT IN ('keyframe', 'count', 'track', 'gap')",
        };
        // By the row's number, from the place where the last look ended: no further index has to be kept for each record.
        return Sql.Command(connection, $"""
            SELECT record_id, stream_id, sequence, type, bytes, recorded_ms FROM record
            WHERE record_id > $from AND state < 2 AND urgent = 0 AND {types}
              AND stream_id NOT IN (SELECT stream_id FROM stream WHERE name = 'sys')
            ORDER BY record_id LIMIT {VictimsPerLook}
            """, "$from");
    }

    /// <summary>Replaces the oldest of a class by tombstones; false when there are none.</summary>
    private bool Shed(RecordClass which, string reason, DateTimeOffset now, long before)
    {
        List<Victim> victims = [];
        bool any = false;
        using (SqliteDataReader row = Sql.Read(_oldest[which], _from.GetValueOrDefault(which)))
        {
            // By the order of recording; the first one that is young enough ends it, also when the clock was set back once.
            while (row.Read() && (any = true) && row.GetInt64(5) < before) victims.Add(Sql.Victim(row));
        }
        if (!any) _from[which] = _tables.Records.LastId;
        if (victims.Count == 0) return false;
        foreach (IGrouping<long, Victim> log in victims.GroupBy(v => v.StreamId))
            _tables.Tombstones.Replace(_tables.Streams.Of(log.Key), [.. log.OrderBy(v => v.Sequence)], reason, now);
        _from[which] = victims[^1].RecordId;
        return true;
    }

    private bool Refuse(PendingFact pending)
    {
        _ = Interlocked.Increment(ref _refused);
        pending.Fail(new OutboxException(OutboxErrorKind.DiskFull,
            $"the outbox is full ({_usage.BytesMax} bytes) of what must be kept: let the uplink drain it, or give it more room; " +
            $"the {pending.Fact.Type} {pending.Fact.Subject} of {pending.Fact.Camera} is not recorded"));
        return true;
    }

    private static long Bytes(PendingFact pending) =>
        EventBytesTypical + OverheadBytes + pending.Fact.KeyFrames.Sum(f => f.Jpeg.Length + EventBytesTypical);

    // Contract, section 9: 4 KiB typical.
    private const long EventBytesTypical = 4096;
}
