using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>Puts what arrived of one log into the store and moves its watermark over what is there (contract C1 to C3).</summary>
internal sealed class StoreAdvance(IConsumerTransaction transaction, FindingLog findings)
{
    /// <summary>The log as it is then.</summary>
    /// <param name="log">Locked.</param>
    /// <param name="records">In any order, some perhaps stored before.</param>
    /// <param name="gaps">In any order.</param>
    internal StoredLog Store(StoredLog log, IEnumerable<StoredRecord> records, IEnumerable<StoredGap> gaps)
    {
        // Records first: a tombstone explains only what is not here.
        foreach (StoredRecord record in records) Insert(log, record);
        foreach (StoredGap gap in gaps)
        {
            if (gap.Gap.To > log.Watermark) transaction.Explain(log, Math.Max(gap.Gap.From, log.Watermark + 1), gap);
        }
        string? last = log.LastHash ?? (log.Watermark == 0 ? First(log) : null);
        long watermark = log.Watermark;
        while (transaction.Find(log, watermark + 1) is { } step)
        {
            if (last is not null && step.PreviousHash is not null && step.PreviousHash != last)
            {
                string id = new RecordName(log.Device, log.Stream, watermark + 1).Id;
                findings.Add(FindingKind.ChainBroken, id,
                    $"{id} does not name the record before it:" +
                    " one of the two was changed after it was recorded, or a record was exchanged");
            }
            (watermark, last) = (step.To, step.Hash);
        }
        if (watermark == log.Watermark) return log;
        StoredLog moved = log with { Watermark = watermark, LastHash = last };
        transaction.Advance(moved);
        return moved;
    }

    private void Insert(StoredLog log, StoredRecord record)
    {
        // Behind the watermark and not stored: it was explained, and comes too late to stand in its place.
        if (record.Name.Sequence <= log.Watermark && transaction.FindHash(log, record.Name.Sequence) is null) return;
        if (transaction.Insert(log, record)) return;
        if (transaction.FindHash(log, record.Name.Sequence) == record.Hash) return;
        findings.Add(FindingKind.Equivocation, record.Name.Id, $"two records are named {record.Name.Id} and differ; the first one counts");
    }

    private static string First(StoredLog log) => HashChain.Text(HashChain.FirstDigest(RecordName.SourceOf(log.Device, log.Stream)));
}
