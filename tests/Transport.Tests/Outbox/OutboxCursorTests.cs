using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Outbox;

public sealed class OutboxCursorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cursor_deletes_what_it_covers_never_goes_back_and_survives_a_restart()
    {
        using (OutboxStore outbox = Open())
        {
            StreamKey stream = await RecordAsync(outbox, 1, 10);
            Assert.Equal(CursorVerdict.Advanced, await outbox.AdvanceCursorAsync(stream, 4));
            Assert.Equal([5, 6, 7, 8, 9, 10], Pending(outbox, stream));
            Assert.Equal(CursorVerdict.Unchanged, await outbox.AdvanceCursorAsync(stream, 4));
            Assert.Equal(CursorVerdict.Ignored, await outbox.AdvanceCursorAsync(stream, 3));
            Assert.Equal(CursorVerdict.Ignored, await outbox.AdvanceCursorAsync(stream, 11));
            Assert.Equal(CursorVerdict.Ignored, await outbox.AdvanceCursorAsync(stream with { Epoch = stream.Epoch + 1 }, 5));
            Assert.Equal(CursorVerdict.Ignored, await outbox.AdvanceCursorAsync(new StreamKey("cam9", stream.Epoch), 5));
        }
        using OutboxStore again = Open();
        StreamPosition position = Assert.Single(again.Positions());
        Assert.Equal((11, 4), (position.NextSequence, position.CommittedSequence));
        Assert.Equal(CursorVerdict.Ignored, await again.AdvanceCursorAsync(position.Stream, 2));
        Assert.Equal(CursorVerdict.Advanced, await again.AdvanceCursorAsync(position.Stream, 10));
        Assert.Equal(0, again.Counts().EventsPending);
        Assert.Equal(0, StoreProbe.Number(_folder.File("outbox.db"), "SELECT count(*) FROM record"));
    }

    [Fact]
    public async Task Store_that_went_back_goes_on_in_a_new_epoch_with_everything_that_is_pending()
    {
        using OutboxStore outbox = Open();
        StreamKey old = await RecordAsync(outbox, 1, 6, jpegBytes: 2000);
        await outbox.AdvanceCursorAsync(old, 2);
        Assert.False(await outbox.WitnessAsync(old, 6));
        Assert.True(await outbox.WitnessAsync(old, 7));
        // Told again of the same, it has nothing to do.
        Assert.False(await outbox.WitnessAsync(old, 7));

        StreamPosition now = outbox.Positions().Single(p => p.Stream.Stream == "cam1");
        Assert.True(now.Stream.Epoch > old.Epoch);
        Assert.Equal((5, old.Epoch), (now.NextSequence, now.PreviousEpoch));
        StreamKey frames = outbox.Positions().Single(p => p.Stream.IsKeyFrames && p.Stream.Epoch == now.Stream.Epoch).Stream;
        await RecordAsync(outbox, 7, 8, jpegBytes: 2000);
        IReadOnlyList<OutboxRecord> events = LogProof.Check(outbox, now.Stream);
        IReadOnlyList<OutboxRecord> pictures = LogProof.Check(outbox, frames);
        // Key frames had no cursor, so all six and two new ones; the events from the third on.
        Assert.Equal((6, 8), (events.Count, pictures.Count));
        Dictionary<string, string> named = pictures.Select(Header).ToDictionary(h => h.Id, h => h.Event);
        foreach (CloudEvent value in events.Select(Event))
            Assert.Equal(value.Id, named[Assert.Single(value.Data.KeyFrames!).Id]);
        Assert.Empty(outbox.ReadUnacknowledged(old, 0, 100));
        Assert.Equal(["3", "4", "5", "6", "7", "8"], events.Select(e => Event(e).Subject[^1..]));
    }

    [Fact]
    public async Task Later_epoch_seen_outside_also_makes_a_new_one_above_it()
    {
        using OutboxStore outbox = Open();
        StreamKey stream = await RecordAsync(outbox, 1, 2);
        Assert.True(await outbox.WitnessAsync(stream with { Epoch = stream.Epoch + 1000 }, 0));
        Assert.True(outbox.Positions().Single(p => p.Stream.Stream == "cam1").Stream.Epoch > stream.Epoch + 1000);
        Assert.False(await outbox.WitnessAsync(new StreamKey("cam9", long.MaxValue - 1), 5));
    }

    [Fact]
    public async Task Log_that_was_lost_begins_above_what_was_heard_of_it_also_under_a_clock_that_was_set_back()
    {
        using OutboxStore outbox = Open();
        long later = _time.GetUtcNow().ToUnixTimeSeconds() + 100_000;
        Assert.False(await outbox.WitnessAsync(new StreamKey("cam1", later), 17));
        StreamKey stream = await RecordAsync(outbox, 1, 2);
        Assert.Equal(later + 1, stream.Epoch);
    }

    [Fact]
    public async Task Record_that_no_broker_takes_is_set_aside_with_a_tombstone_that_keeps_the_chain()
    {
        using OutboxStore outbox = Open();
        StreamKey stream = await RecordAsync(outbox, 1, 5);
        IReadOnlyList<OutboxRecord> before = outbox.ReadUnacknowledged(stream, 0, 10);
        Assert.True(await outbox.QuarantineAsync(stream, 3, "packet too large"));
        Assert.False(await outbox.QuarantineAsync(stream, 3, "again"));
        Assert.False(await outbox.QuarantineAsync(stream, 99, "never there"));

        IReadOnlyList<OutboxRecord> after = outbox.ReadUnacknowledged(stream, 0, 10);
        Assert.Equal([1, 2, 3, 4, 5], after.Select(r => r.Sequence));
        Assert.True(after[2].IsTombstone);
        Assert.Equal("sc1/acme/harbour/d7f3a1/evt/cam1/gap", after[2].Topic);
        CloudEvent value = Event(after[2]);
        Assert.Equal($"d7f3a1.cam1.{stream.Epoch}.3-3", value.Id);
        Assert.Equal(Event(before[2]).PreviousHash, value.PreviousHash);
        Assert.Equal((3, 3, "rejected"), (value.Data.Gap!.From, value.Data.Gap.To, value.Data.Gap.Reason));
        Assert.Equal(new Dictionary<string, long> { ["track"] = 1 }, value.Data.Gap.Counts);
        Assert.Equal(Event(after[3]).PreviousHash, value.Data.Gap.LastHash);
        Assert.Equal(HashChain.Text(HashChain.Digest(before[2].Body.Span)), value.Data.Gap.LastHash);
        Assert.Equal("packet too large", StoreProbe.Scalar(_folder.File("outbox.db"), "SELECT cause FROM quarantine WHERE sequence = 3"));
        Assert.Equal(1, StoreProbe.Number(_folder.File("outbox.db"),
            "SELECT records FROM shed WHERE reason = 'rejected' AND type = 'track'"));
    }

    [Fact]
    public async Task File_of_the_version_before_is_brought_up_and_keeps_its_records()
    {
        StreamKey stream;
        using (OutboxStore outbox = Open()) stream = await RecordAsync(outbox, 1, 3);
        foreach (string step in (string[])["ALTER TABLE stream DROP COLUMN committed_sequence",
            "ALTER TABLE record DROP COLUMN last_sequence",
            "DROP TABLE shed", "DROP TABLE quarantine"])
            StoreProbe.Scalar(_folder.File("outbox.db"), step);
        using OutboxStore again = Open();
        Assert.Equal([1, 2, 3], Pending(again, stream));
        Assert.Equal(CursorVerdict.Advanced, await again.AdvanceCursorAsync(stream, 2));
        Assert.True(await again.QuarantineAsync(stream, 3, "x"));
    }

    private OutboxStore Open() => Sample.Open(_folder.File("outbox.db"), _time, o => o with { Consumer = "platform" });

    private static async Task<StreamKey> RecordAsync(OutboxStore outbox, int from, int to, int jpegBytes = 0)
    {
        CommitReceipt[] receipts = await Task.WhenAll(
            Enumerable.Range(from, to - from + 1).Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: jpegBytes), default)));
        return receipts[0].Stream;
    }

    private static IEnumerable<long> Pending(OutboxStore outbox, StreamKey stream) =>
        outbox.ReadUnacknowledged(stream, 0, 1000).Select(r => r.Sequence);

    private static CloudEvent Event(OutboxRecord record) =>
        EventText.TryReadEvent(record.Body.Span, out CloudEvent? value, out string? why) ? value : throw new InvalidDataException(why);

    private static KeyFrameHeader Header(OutboxRecord record) =>
        EventText.TryReadHeader(record.Body.Span, out KeyFrameHeader? value, out string? why) ? value : throw new InvalidDataException(why);
}
