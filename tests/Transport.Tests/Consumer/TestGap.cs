using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Outbox;

namespace Transport.Tests.Consumer;

/// <summary>Tombstones as a box would write them for a part of a recorded log.</summary>
internal static class TestGap
{
    internal static (string Topic, byte[] Payload) For(RecordedLog log, StreamKey stream, long from, long to)
    {
        OutboxRecord first = log.Range(stream, from, from).Single();
        OutboxRecord last = log.Range(stream, to, to).Single();
        RecordName name = new(Sample.Device, stream, from);
        Assert.True(EventText.TryReadEvent(first.Body.Span, out CloudEvent? value, out string? reason), reason);
        CloudEvent tombstone = value with
        {
            Id = name.GapId(to),
            Type = "org.safecity.edge.gap.v1",
            Data = new EventData
            {
                Gap = new EventGap(from, to, "full", new Dictionary<string, long> { ["track"] = to - from + 1 },
                    HashChain.Text(HashChain.Digest(last.Body.Span))),
            },
        };
        return (new Topics(Sample.Device).Gap(stream), EventText.Write(tombstone));
    }
}
