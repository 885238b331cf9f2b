using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;

namespace Transport.Tests.Outbox;

/// <summary>
/// Reads a whole pending log with tombstones and proves: every sequence up to the last is there or explained, once; the tombstones'
/// counts are exact; the chain holds across them.
/// </summary>
internal static class GapProof
{
    /// <summary>The real records and the tombstones.</summary>
    internal static (IReadOnlyList<OutboxRecord> Records, IReadOnlyList<EventGap> Gaps) Check(
        IPendingRecords outbox, StreamPosition position)
    {
        List<OutboxRecord> records = [];
        List<EventGap> gaps = [];
        byte[] previous = HashChain.FirstDigest(RecordName.SourceOf(Sample.Device, position.Stream));
        string link = HashChain.Text(previous);
        long next = 1;
        foreach (OutboxRecord record in All(outbox, position.Stream))
        {
            Assert.Equal(next, record.Sequence);
            Assert.Equal(link, PreviousHash(record));
            if (record.IsTombstone)
            {
                Assert.True(EventText.TryReadEvent(record.Body.Span, out CloudEvent? value, out _));
                EventGap gap = value.Data.Gap!;
                Assert.Equal(gap.From, record.Sequence);
                Assert.Equal(gap.To - gap.From + 1, gap.Counts.Values.Sum());
                gaps.Add(gap);
                (next, link) = (gap.To + 1, gap.LastHash);
                continue;
            }
            records.Add(record);
            (next, link) = (next + 1, HashChain.Text(HashChain.Digest(record.Body.Span)));
        }
        Assert.Equal(position.NextSequence, next);
        return (records, gaps);
    }

    private static IEnumerable<OutboxRecord> All(IPendingRecords outbox, StreamKey stream)
    {
        long last = 0;
        while (outbox.ReadUnacknowledged(stream, last, 500) is { Count: > 0 } more)
        {
            foreach (OutboxRecord one in more) yield return one;
            last = more[^1].Sequence;
        }
    }

    private static string PreviousHash(OutboxRecord record)
    {
        if (record.Stream.IsKeyFrames && !record.IsTombstone)
            return EventText.TryReadHeader(record.Body.Span, out KeyFrameHeader? header, out _) ? header.PreviousHash : "unreadable";
        return EventText.TryReadEvent(record.Body.Span, out CloudEvent? value, out _) ? value.PreviousHash : "unreadable";
    }
}
