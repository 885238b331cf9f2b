using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Consumer;

/// <summary>A log that a real outbox has recorded, cut into messages as the uplink sends them.</summary>
internal sealed class RecordedLog
{
    // Small, so that one key frame makes several chunks.
    private const int PayloadBytesMax = 1200;

    private RecordedLog(List<OutboxRecord> records) => Records = records;

    internal IReadOnlyList<OutboxRecord> Records { get; }

    internal IEnumerable<OutboxRecord> Events => Records.Where(r => !r.Stream.IsKeyFrames);

    internal static async Task<RecordedLog> RecordAsync(int facts, params string[] cameras)
    {
        using TemporaryFolder folder = new();
        using OutboxStore outbox = Sample.Open(folder.File("outbox.db"));
        await Task.WhenAll(
            Enumerable.Range(1, facts)
            .SelectMany(n => cameras.Select(c => outbox.CommitAsync(Sample.Fact(n, c, n % 2 * 1500), default))));
        return new RecordedLog([..
            outbox.Positions().SelectMany(p => outbox.ReadUnacknowledged(p.Stream, 0, 10_000)).OrderBy(r => r.Sequence)]);
    }

    internal static IEnumerable<(string Topic, byte[] Payload)> Messages(OutboxRecord record) => record.Stream.IsKeyFrames
        ? KeyFrameChunk.Split(record.Body, record.Image, PayloadBytesMax).Select(p => (record.Topic, p))
        : [(record.Topic, record.Body.ToArray())];

    internal List<(string Topic, byte[] Payload)> Messages() => [.. Records.SelectMany(Messages)];

    internal IEnumerable<OutboxRecord> Range(StreamKey stream, long from, long to) =>
        Records.Where(r => r.Stream == stream && r.Sequence >= from && r.Sequence <= to);

    /// <summary>What the box says in <c>health</c>.</summary>
    internal (string Topic, byte[] Payload) Health()
    {
        IEnumerable<string> streams = Records.GroupBy(r => r.Stream)
            .Select(g => $$"""{"stream":"{{g.Key.Stream}}","epoch":{{g.Key.Epoch}},"nextSequence":{{g.Max(r => r.Sequence) + 1}}}""");
        return (new Topics(Sample.Device).Health,
            System.Text.Encoding.UTF8.GetBytes($$"""{"online":true,"streams":[{{string.Join(',', streams)}}]}"""));
    }
}
