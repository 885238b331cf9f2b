using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>What a platform's store has of one box, as an archive: up to each log's watermark, tombstones in their places.</summary>
public static class ConsumerArchive
{
    private const int RecordsPerRead = 64;

    /// <summary>The records, one page of the store at a time.</summary>
    public static IEnumerable<ArchiveRecord> Records(IConsumerStore store, DeviceIdentity device)
    {
        foreach (StoredLog log in store.Logs().Where(l => l.Device == device))
        {
            Queue<StoredGap> gaps = new(store.Gaps(log).OrderBy(g => g.Gap.From));
            long after = 0;
            while (store.Released(log, after, RecordsPerRead) is { Count: > 0 } page)
            {
                foreach (StoredRecord record in page)
                {
                    after = record.Name.Sequence;
                    while (gaps.TryPeek(out StoredGap? gap) && gap.Gap.From <= after) yield return new ArchiveRecord(gaps.Dequeue().Body, default);
                    yield return new ArchiveRecord(record.Body, record.Image);
                }
            }
            while (gaps.TryDequeue(out StoredGap? gap)) yield return new ArchiveRecord(gap.Body, default);
        }
    }
}
