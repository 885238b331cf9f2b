using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Outbox;

public sealed class OutboxPendingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    private string Store => _folder.File("outbox.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_acknowledged_record_is_not_given_again_and_the_cursor_stands_before_the_first_open_one()
    {
        using OutboxStore outbox = Sample.Open(Store);
        StreamKey stream = await FillAsync(outbox, 5);
        outbox.MarkAcknowledged(stream, 1);
        outbox.MarkAcknowledged(stream, 1);
        outbox.MarkAcknowledged(stream, 4);
        outbox.MarkAcknowledged(stream, 99);
        outbox.MarkAcknowledged(new StreamKey("other", 1), 1);

        Assert.Equal([2, 3, 5], Sequences(outbox, stream));
        await Wait.UntilAsync(() => outbox.Counts().EventsAcknowledged == 2, "both acknowledgements are stored");
        Assert.Equal([2, 3, 5], Sequences(outbox, stream));
        Assert.Equal(new StreamPosition(stream, 6, 1), Assert.Single(outbox.Positions()));
    }

    [Fact]
    public async Task Acknowledgements_are_kept_over_a_restart()
    {
        StreamKey stream;
        using (OutboxStore outbox = Sample.Open(Store))
        {
            stream = await FillAsync(outbox, 3);
            outbox.MarkAcknowledged(stream, 1);
        }
        using OutboxStore again = Sample.Open(Store);
        Assert.Equal([2, 3], Sequences(again, stream));
    }

    [Fact]
    public async Task Replay_puts_acknowledged_records_back_in_order_and_wakes_the_uplink()
    {
        using OutboxStore outbox = Sample.Open(Store);
        StreamKey stream = await FillAsync(outbox, 5);
        await AcknowledgeAsync(outbox, stream, 1, 5);
        await outbox.WaitForRecordsAsync(default);
        Task waiting = outbox.WaitForRecordsAsync(default);
        Assert.False(waiting.IsCompleted);

        Assert.Equal(3, outbox.Replay(stream, 2, 4));
        Assert.Equal(0, outbox.Replay(stream, 2, 4));
        Assert.Equal(0, outbox.Replay(new StreamKey("other", 1), 1, 4));

        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([2, 3, 4], Sequences(outbox, stream));
        Assert.Equal(1, Assert.Single(outbox.Positions()).CommittedSequence);
    }

    [Fact]
    public async Task The_ring_keeps_the_newest_records_and_a_deleted_sequence_is_never_given_again()
    {
        StreamKey stream;
        using (OutboxStore outbox = Sample.Open(Store, _time, o => o with { ReplayRecordsMax = 10 }))
        {
            stream = await FillAsync(outbox, 30);
            await AcknowledgeAsync(outbox, stream, 1, 30);
            Assert.Equal(10, StoreProbe.Number(Store, "SELECT count(*) FROM record"));
            Assert.Equal(21, StoreProbe.Number(Store, "SELECT min(sequence) FROM record"));
        }
        using OutboxStore again = Sample.Open(Store, _time, o => o with { ReplayRecordsMax = 0 });
        Assert.Equal(31, (await again.CommitAsync(Sample.Fact(31), default)).Sequence);
        Assert.Equal(1, StoreProbe.Number(Store, "SELECT count(*) FROM record"));
        Assert.Equal(31, again.Counts().EventsRecorded);
        Assert.Equal(30, again.Counts().EventsAcknowledged);
    }

    [Fact]
    public async Task The_ring_is_bounded_in_bytes_and_in_age()
    {
        using OutboxStore outbox = Sample.Open(Store, _time, o => o with { ReplayBytesMax = 100_000 });
        CommitReceipt last = (await Task.WhenAll(
            Enumerable.Range(1, 10).Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: 30_000), default))))[^1];
        await AcknowledgeAsync(outbox, new StreamKey("cam1.kf", last.Stream.Epoch), 1, 10);
        Assert.Equal(3, StoreProbe.Number(Store, "SELECT count(*) FROM record WHERE state = 2"));

        _time.Advance(TimeSpan.FromMinutes(61));
        await AcknowledgeAsync(outbox, last.Stream, 1, 1);
        Assert.Equal(1, StoreProbe.Number(Store, "SELECT count(*) FROM record WHERE state = 2"));
        Assert.Equal(9, outbox.Counts().EventsPending);
    }

    [Fact]
    public async Task The_uplink_is_woken_by_a_commit_that_came_before_its_wait_and_not_twice_by_one()
    {
        using OutboxStore outbox = Sample.Open(Store);
        _ = await FillAsync(outbox, 1);
        await outbox.WaitForRecordsAsync(default).WaitAsync(TimeSpan.FromSeconds(10));
        Task second = outbox.WaitForRecordsAsync(default);
        Assert.False(second.IsCompleted);
        _ = await FillAsync(outbox, 1);
        await second.WaitAsync(TimeSpan.FromSeconds(10));

        using CancellationTokenSource stop = new();
        Task third = outbox.WaitForRecordsAsync(stop.Token);
        await stop.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    [Fact]
    public async Task One_read_is_bounded_in_records_and_in_bytes_but_always_gives_one()
    {
        using OutboxStore outbox = Sample.Open(Store);
        await Task.WhenAll(Enumerable.Range(1, 40).Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: 500_000), default)));
        StreamKey frames = outbox.Positions().Single(p => p.Stream.IsKeyFrames).Stream;
        Assert.Equal(16, outbox.ReadUnacknowledged(frames, 0, 500).Count);
        Assert.Equal(3, outbox.ReadUnacknowledged(frames, 0, 3).Count);
        Assert.Equal(40, LogProof.Check(outbox, frames).Count);
    }

    [Fact]
    public async Task Counts_tell_events_and_key_frames_apart()
    {
        using OutboxStore outbox = Sample.Open(Store);
        CommitReceipt receipt = await outbox.CommitAsync(Sample.Fact(1, jpegBytes: 100), default);
        _ = await FillAsync(outbox, 2);
        await AcknowledgeAsync(outbox, new StreamKey("cam1.kf", receipt.Stream.Epoch), 1, 1);
        OutboxCounts counts = outbox.Counts();
        Assert.Equal((3, 0, 3), (counts.EventsRecorded, counts.EventsAcknowledged, counts.EventsPending));
        Assert.Equal((1, 1, 0), (counts.KeyFramesRecorded, counts.KeyFramesAcknowledged, counts.KeyFramesPending));
    }

    [Fact]
    public void Reading_what_is_pending_does_not_walk_through_the_replay_ring()
    {
        Sample.Open(Store).Dispose();
        using SqliteConnection connection = new($"Data Source={Store};Pooling=False");
        connection.Open();
        using SqliteCommand command = Sql.Command(connection, "EXPLAIN QUERY PLAN " + OutboxReader.PendingSql, OutboxReader.PendingNames);
        using SqliteDataReader row = Sql.Read(command, "cam1", 1L, 0L);
        List<string> plan = [];
        while (row.Read()) plan.Add(row.GetString(3));
        Assert.Contains(plan, step => step.Contains("record_pending (stream_id=? AND sequence>?)", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
    }

    private static async Task<StreamKey> FillAsync(OutboxStore outbox, int facts) =>
        (await Task.WhenAll(Enumerable.Range(1, facts).Select(n => outbox.CommitAsync(Sample.Fact(n), default))))[^1].Stream;

    private static async Task AcknowledgeAsync(OutboxStore outbox, StreamKey stream, int from, int to)
    {
        for (int sequence = from; sequence <= to; sequence++) outbox.MarkAcknowledged(stream, sequence);
        await Wait.UntilAsync(
            () => outbox.Positions().Single(p => p.Stream == stream).CommittedSequence >= to,
            "the acknowledgements are stored");
    }

    private static IEnumerable<long> Sequences(OutboxStore outbox, StreamKey stream) =>
        outbox.ReadUnacknowledged(stream, 0, 100).Select(r => r.Sequence);
}
