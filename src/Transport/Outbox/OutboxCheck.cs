using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Checks a store: the file, and that each log of it can be delivered and will verify. Names each fault and its repair; changes nothing.
/// </summary>
public static class OutboxCheck
{
    private const string Restore = "stop the agent, move the file away (keep it for recovery: 'outbox export' saves what can be read), and "
        + "start the agent: it opens a new epoch";

    private const string Altered = "the record was changed after it was recorded, or the medium is failing: 'outbox export' what can be "
        + "read, check the medium, then move the file away; the platform will report a broken chain there";

    // A broken log would otherwise fill the screen.
    private const int FaultsMax = 100;

    /// <summary>All faults, at most a hundred; none for a sound store.</summary>
    public static IReadOnlyList<OutboxFault> Run(OutboxInspector store)
    {
        List<OutboxFault> faults = [];
        foreach (string finding in Pages(store)) faults.Add(new("pages", $"SQLite finds the file damaged: {finding}", Restore));
        if (faults.Count > 0) return faults;
        foreach (string finding in store.Column("SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check"))
            faults.Add(new("reference", $"{finding} belongs to a log that is not there", Restore));
        // What cannot be read page by page cannot be judged record by record.
        if (faults.Count > 0) return faults;
        foreach (OutboxLogState log in store.State.Logs) CheckLog(store, log, faults);
        return faults.Count > FaultsMax ? faults[..FaultsMax] : faults;
    }

    private static IEnumerable<string> Pages(OutboxInspector store)
    {
        try
        {
            return store.Column("PRAGMA integrity_check(10)").Where(f => f != "ok");
        }
        catch (SqliteException e)
        {
            // So damaged that not even the check can be run.
            return [e.Message];
        }
    }

    private static void CheckLog(OutboxInspector store, OutboxLogState log, List<OutboxFault> faults)
    {
        string source = RecordName.SourceOf(store.State.Device, log.Stream);
        string name = $"{log.Stream.Stream} (epoch {log.Stream.Epoch})";
        if (log.Committed >= log.NextSequence)
            faults.Add(new("cursor", $"{name}: the cursor {log.Committed} is at or above the next sequence {log.NextSequence}", Restore));
        // Of an earlier epoch only tombstones are left between records that have moved on (contract D2); a broker's replay ring is trimmed.
        bool mustBeWhole = log.IsCurrent && store.State.Consumer is not null;
        long next = mustBeWhole ? log.Committed + 1 : 0;
        string? link = log.Committed == 0 && mustBeWhole ? HashChain.Text(HashChain.FirstDigest(source)) : null;
        foreach (StoredRow row in store.Rows(log.Stream))
        {
            if (mustBeWhole && row.Sequence > next) faults.Add(Hole(name, next, row.Sequence - 1));
            if (row.Last >= log.NextSequence)
                faults.Add(new("sequence", $"{name}: record {row.Sequence} stands at or above the next sequence {log.NextSequence}", Restore));
            bool isNeighbour = row.Sequence == next || (next == 0 && row.Sequence == 1);
            CheckRow(source, row, isNeighbour ? link : null, faults);
            link = Tombstones.LastHash(row.Body);
            next = row.Last + 1;
        }
        if (mustBeWhole && next < log.NextSequence) faults.Add(Hole(name, next, log.NextSequence - 1));
        if (link is not null && next == log.NextSequence && next > log.Committed + 1 && link != store.LastDigest(log.Stream))
            faults.Add(new("end", $"{name}: the last record is not the one that the log's end was made of", Altered));
    }

    private static void CheckRow(string source, StoredRow row, string? link, List<OutboxFault> faults)
    {
        string which = $"{source} {row.Sequence}";
        if (row.Bytes != row.Body.Length + row.Image.Length)
            faults.Add(new("size", $"{which}: {row.Bytes} bytes are noted and {row.Body.Length + row.Image.Length} are there", Altered));
        if (!row.Topic.StartsWith(string.Join('/', source.Split('/')[1..5]) + "/", StringComparison.Ordinal))
            faults.Add(new("topic", $"{which}: its topic {row.Topic} is none of this device", Altered));
        (string? own, string? sequence, string? previous, string? fault) = Read(row);
        if (fault is not null) faults.Add(new("body", $"{which}: it cannot be read ({fault})", Altered));
        else if (own != source || RecordName.Parse(own, sequence!)?.Sequence != row.Sequence)
            faults.Add(new("name", $"{which}: its own name is {own} {sequence}", Altered));
        else if (link is not null && previous != link)
            faults.Add(new("chain", $"{which}: it does not name the record before it", Altered));
    }

    private static (string? Source, string? Sequence, string? PreviousHash, string? Fault) Read(StoredRow row)
    {
        string? why;
        if (row.Type != "keyframe")
        {
            return EventText.TryReadEvent(row.Body, out CloudEvent? value, out why)
                ? (value.Source, value.Sequence, value.PreviousHash, GapFault(row, value.Data.Gap))
                : (null, null, null, why);
        }
        if (!EventText.TryReadHeader(row.Body, out KeyFrameHeader? header, out why)) return (null, null, null, why);
        bool fits = HashChain.Text(HashChain.Digest(row.Image)) == header.Sha256;
        return (header.Source, header.Sequence, header.PreviousHash, fits ? null : "its picture has another digest than its header says");
    }

    private static string? GapFault(StoredRow row, EventGap? gap) => (row.IsTombstone, gap) switch
    {
        (true, null) => "it is noted as a tombstone and is none",
        (true, { } one) when (one.From, one.To) != (row.Sequence, row.Last) => "its range is not the one that is noted",
        (false, not null) => "it is a tombstone and not noted as one",
        _ => null,
    };

    private static OutboxFault Hole(string name, long from, long to) => new("hole",
        $"{name}: {from} to {to} are neither there nor explained",
        "nothing else can bring them back: move the file away and start the agent, whose new epoch tells the platform; report this as a bug");
}
