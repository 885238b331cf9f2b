using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;

namespace Transport.Tests.Outbox;

/// <summary>Reads a whole unacknowledged log and proves: no hole, chain intact, each picture the one of its header.</summary>
internal static class LogProof
{
    internal static IReadOnlyList<OutboxRecord> Check(IPendingRecords outbox, StreamKey stream)
    {
        List<OutboxRecord> log = [];
        while (outbox.ReadUnacknowledged(stream, log.Count, 500) is { Count: > 0 } more) log.AddRange(more);
        byte[] previous = HashChain.FirstDigest(RecordName.SourceOf(Sample.Device, stream));
        for (int i = 0; i < log.Count; i++)
        {
            Assert.Equal(i + 1, log[i].Sequence);
            Assert.Equal(HashChain.Text(previous), PreviousHash(log[i]));
            previous = HashChain.Digest(log[i].Body.Span);
        }
        return log;
    }

    private static string PreviousHash(OutboxRecord record)
    {
        if (!record.Stream.IsKeyFrames)
        {
            Assert.True(EventText.TryReadEvent(record.Body.Span, out CloudEvent? value, out string? reason), reason);
            return value.PreviousHash;
        }
        Assert.True(EventText.TryReadHeader(record.Body.Span, out KeyFrameHeader? header, out string? fault), fault);
        Assert.Equal(header.Sha256, HashChain.Text(HashChain.Digest(record.Image.Span)));
        return header.PreviousHash;
    }
}
