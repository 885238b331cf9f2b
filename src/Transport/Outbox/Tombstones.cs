using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Puts one record that says what and why in the place of neighbours that are dropped, in the same transaction (contract D8). It takes
/// over the link of the first and names the digest of the last, so the chain holds across it. Writer thread only.
/// </summary>
internal sealed class Tombstones(
    SqliteConnection connection, RecordTable records, DeviceIdentity identity, IRandomBytes random, long boot) : IDisposable
{
    private readonly Topics _topics = new(identity);
    private readonly SqliteCommand _body = Sql.Command(connection, "SELECT body FROM record WHERE record_id = $id", "$id");
    private readonly SqliteCommand _delete = Sql.Command(connection, "DELETE FROM record WHERE record_id = $id", "$id");
    private readonly SqliteCommand _count = Sql.Command(connection, """
        INSERT INTO shed (reason, type, records) VALUES ($reason, $type, $records)
        ON CONFLICT (reason, type) DO UPDATE SET records = records + excluded.records
        """, "$reason", "$type", "$records");
    private readonly SqliteCommand _insert = Sql.Command(connection, """
        INSERT INTO record (record_id, stream_id, sequence, last_sequence, type, urgent, recorded_ms, bytes, topic, body, image)
        VALUES ($id, $stream, $sequence, $last, 'gap', 0, $now, $bytes, $topic, $body, x'')
        """, "$id", "$stream", "$sequence", "$last", "$now", "$bytes", "$topic", "$body");

    /// <summary>Told of each tombstone that is written.</summary>
    internal Action<StreamLog, EventGap, byte[]>? Written { get; set; }

    /// <summary>Replaces the records, runs of neighbours by one tombstone each.</summary>
    /// <param name="log">Their log.</param>
    /// <param name="victims">By ascending sequence; no tombstones among them.</param>
    /// <param name="reason">As in <see cref="EventGap.Reason"/>.</param>
    /// <param name="now">Wall time.</param>
    internal void Replace(StreamLog log, IReadOnlyList<Victim> victims, string reason, DateTimeOffset now)
    {
        int start = 0;
        for (int i = 1; i <= victims.Count; i++)
        {
            if (i < victims.Count && victims[i].Sequence == victims[i - 1].Sequence + 1) continue;
            ReplaceRun(log, [.. victims.Skip(start).Take(i - start)], reason, now);
            start = i;
        }
    }

    /// <summary>Counts records that are gone under their old number.</summary>
    internal void Count(string reason, string type, long records)
    {
        if (records > 0) _ = Sql.Run(_count, reason, type, records);
    }

    public void Dispose()
    {
        _body.Dispose();
        _delete.Dispose();
        _count.Dispose();
        _insert.Dispose();
    }

    private void ReplaceRun(StreamLog log, Victim[] run, string reason, DateTimeOffset now)
    {
        string previousHash = PreviousHash(log, Body(run[0]));
        string lastHash = HashChain.Text(HashChain.Digest(Body(run[^1])));
        SortedDictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (Victim one in run)
        {
            counts[one.Type] = counts.GetValueOrDefault(one.Type) + 1;
            _ = Sql.Run(_delete, one.RecordId);
        }
        foreach ((string type, long records) in counts) Count(reason, type, records);
        Write(log, new EventGap(run[0].Sequence, run[^1].Sequence, reason, counts, lastHash), previousHash, now);
    }

    /// <summary>Writes a tombstone for a range in which nothing stands any more.</summary>
    internal void Write(StreamLog log, EventGap gap, string previousHash, DateTimeOffset now)
    {
        byte[] body = EventText.Write(Event(log, gap, previousHash, now));
        _ = Sql.Run(_insert, records.NextId(), log.Id, gap.From, gap.To, now.ToUnixTimeMilliseconds(), body.Length, _topics.Gap(log.Key),
            body);
        Written?.Invoke(log, gap, body);
    }

    private CloudEvent Event(StreamLog log, EventGap gap, string previousHash, DateTimeOffset now)
    {
        RecordName name = new(identity, log.Key, gap.From);
        return new CloudEvent
        {
            SpecVersion = CloudEvent.SpecVersionText,
            Id = name.GapId(gap.To),
            Source = log.Source,
            Type = $"org.safecity.edge.{EventGap.Type}.v1",
            Subject = FormattableString.Invariant($"{gap.From}-{gap.To}"),
            Time = now,
            RecordedTime = now,
            DataContentType = CloudEvent.JsonContentType,
            PartitionKey = $"{identity.Device}/{log.Key.Camera}",
            Sequence = name.SequenceText,
            PreviousHash = previousHash,
            Salt = HashChain.NewSalt(random),
            Data = new EventData { Boot = boot, Gap = gap },
        };
    }

    private byte[] Body(Victim one) => (byte[])Sql.Scalar(_body, one.RecordId)!;

    /// <summary>What a record of the log names as the digest of the one before it; empty when it cannot be read.</summary>
    internal static string PreviousHash(StreamLog log, byte[] body)
    {
        if (log.Key.IsKeyFrames && EventText.TryReadHeader(body, out KeyFrameHeader? header, out _)) return header.PreviousHash;
        // A record that we wrote and cannot read any more: the link is lost, the tombstone still says what happened.
        return EventText.TryReadEvent(body, out CloudEvent? value, out _) ? value.PreviousHash : "";
    }

    /// <summary>What the record after this one names: its digest, or what a tombstone says of the last record that it stands for.</summary>
    internal static string LastHash(byte[] body) =>
        EventText.TryReadEvent(body, out CloudEvent? value, out _) && value.Data.Gap is { } gap
            ? gap.LastHash
            : HashChain.Text(HashChain.Digest(body));
}
