using System.Diagnostics;
using System.Text;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Outbox;

public sealed class OutboxCommitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("outbox.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Another_connection_sees_the_event_and_its_key_frame_once_the_commit_has_returned()
    {
        using OutboxStore outbox = Sample.Open(Store);
        CommitReceipt receipt = await outbox.CommitAsync(Sample.Fact(15, jpegBytes: 48_211), default);

        Assert.Equal(2, StoreProbe.Number(Store, "SELECT count(*) FROM record"));
        OutboxRecord stored = Assert.Single(outbox.ReadUnacknowledged(receipt.Stream, 0, 10));
        Assert.Equal("sc1/acme/harbour/d7f3a1/evt/cam1/track", stored.Topic);
        Assert.True(EventText.TryReadEvent(stored.Body.Span, out CloudEvent? value, out _));
        Assert.Equal(receipt.EventId, value.Id);
        EventKeyFrame named = Assert.Single(value.Data.KeyFrames!);
        Assert.Equal(Assert.Single(receipt.KeyFrameIds), named.Id);

        OutboxRecord frame = Assert.Single(outbox.ReadUnacknowledged(new StreamKey("cam1.kf", receipt.Stream.Epoch), 0, 10));
        Assert.Equal("sc1/acme/harbour/d7f3a1/kf/cam1", frame.Topic);
        Assert.Equal(named.Sha256, HashChain.Text(HashChain.Digest(frame.Image.Span)));
        Assert.Equal(named.Bytes, frame.Image.Length);
        Assert.True(EventText.TryReadHeader(frame.Body.Span, out KeyFrameHeader? header, out _));
        Assert.Equal(value.Id, header.Event);
    }

    [Fact]
    public async Task Facts_of_one_caller_keep_their_order_and_the_chain_holds()
    {
        using OutboxStore outbox = Sample.Open(Store);
        Task<CommitReceipt>[] commits =
            [.. Enumerable.Range(1, 200).Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: n % 3 * 500), default))];
        CommitReceipt[] receipts = await Task.WhenAll(commits);

        Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), receipts.Select(r => r.Sequence));
        Assert.Equal(200, LogProof.Check(outbox, receipts[0].Stream).Count);
        Assert.Equal(134, LogProof.Check(outbox, new StreamKey("cam1.kf", receipts[0].Stream.Epoch)).Count);
    }

    [Fact]
    public async Task Facts_that_arrive_together_share_a_transaction_and_an_urgent_one_does_not_wait()
    {
        using OutboxStore outbox = Sample.Open(Store, change: o => o with { GroupCommitWindowMs = 10_000 });
        Stopwatch watch = Stopwatch.StartNew();
        Task<CommitReceipt>[] waiting = [.. Enumerable.Range(1, 5).Select(n => outbox.CommitAsync(Sample.Fact(n), default))];
        Assert.Equal(0, StoreProbe.Number(Store, "SELECT count(*) FROM record"));

        _ = await outbox.CommitAsync(Sample.Fact(6) with { Urgent = true }, default);
        await Task.WhenAll(waiting);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"the urgent fact waited {watch.Elapsed}");
        Assert.Equal(6, StoreProbe.Number(Store, "SELECT count(*) FROM record"));
        Assert.Equal(1, StoreProbe.Number(Store, "SELECT sum(urgent) FROM record"));
    }

    [Fact]
    public async Task A_single_fact_is_committed_within_the_window()
    {
        using OutboxStore outbox = Sample.Open(Store);
        _ = await outbox.CommitAsync(Sample.Fact(1), default);
        double best = double.MaxValue;
        for (int n = 2; n < 8; n++)
        {
            long start = Stopwatch.GetTimestamp();
            _ = await outbox.CommitAsync(Sample.Fact(n), default);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        Assert.InRange(best, 40, 500);
    }

    [Fact]
    public async Task Sequences_epoch_chain_and_boot_go_on_after_a_restart()
    {
        ManualTime time = new();
        CommitReceipt first;
        using (OutboxStore outbox = Sample.Open(Store, time))
        {
            Assert.Equal(1, outbox.Boot);
            first = await outbox.CommitAsync(Sample.Fact(1), default);
        }
        // Even when the clock was set back meanwhile.
        time.Advance(TimeSpan.FromDays(-400));
        using OutboxStore again = Sample.Open(Store, time);
        CommitReceipt second = await again.CommitAsync(Sample.Fact(2), default);

        Assert.Equal(2, again.Boot);
        Assert.Equal(first.Stream, second.Stream);
        Assert.Equal(1791188139, first.Stream.Epoch);
        Assert.Equal(2, second.Sequence);
        Assert.Equal(2, LogProof.Check(again, first.Stream).Count);
    }

    [Fact]
    public async Task Dispose_commits_what_still_waits_and_leaves_one_plain_file()
    {
        OutboxStore outbox = Sample.Open(Store, change: o => o with { GroupCommitWindowMs = 60_000 });
        Task<CommitReceipt> waiting = outbox.CommitAsync(Sample.Fact(1), default);
        outbox.Dispose();

        Assert.Equal(1, (await waiting).Sequence);
        Assert.False(File.Exists(Store + "-wal"));
        Assert.Equal(1, StoreProbe.Number(Store, "SELECT count(*) FROM record"));
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => outbox.CommitAsync(Sample.Fact(2), default));
    }

    [Fact]
    public async Task The_same_clock_and_the_same_salts_give_the_same_bytes()
    {
        async Task<string> RunAsync(string name)
        {
            using OutboxStore outbox = OutboxStore.Open(
                new OutboxOptions(_folder.File(name), Sample.Device),
                new ManualTime(), new SeededRandomBytes(7));
            CommitReceipt receipt = (await Task.WhenAll(
                Enumerable.Range(1, 20).Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: 100), default))))[0];
            return string.Concat(outbox.ReadUnacknowledged(receipt.Stream, 0, 99).Select(r => Encoding.UTF8.GetString(r.Body.Span)));
        }
        Assert.Equal(await RunAsync("a.db"), await RunAsync("b.db"));
    }

    [Fact]
    public async Task A_fact_that_breaks_a_limit_is_refused_by_name_and_the_others_of_its_group_are_recorded()
    {
        using OutboxStore outbox = Sample.Open(Store);
        Fact notANumber = Sample.Fact(2, jpegBytes: 100)
            with
        { Data = new EventData { Object = new EventObject(1, [], new EventBox(double.NaN, 0, 0, 0)) } };
        Fact tooLong = Sample.Fact(3, jpegBytes: 100)
            with
        { Data = new EventData { Privacy = new EventPrivacy("off", "off", new string('x', 70_000)) } };
        Task<CommitReceipt> good = outbox.CommitAsync(Sample.Fact(1), default);
        Task<CommitReceipt>[] bad = [outbox.CommitAsync(notANumber, default), outbox.CommitAsync(tooLong, default)];
        Task<CommitReceipt> next = outbox.CommitAsync(Sample.Fact(4, jpegBytes: 100), default);

        Assert.Equal(1, (await good).Sequence);
        Assert.Equal(2, (await next).Sequence);
        foreach (Task<CommitReceipt> one in bad)
            Assert.Equal(OutboxErrorKind.FactRefused, (await Assert.ThrowsAsync<OutboxException>(() => one)).Kind);
        Assert.Equal(2, LogProof.Check(outbox, (await good).Stream).Count);
        Assert.Single(LogProof.Check(outbox, new StreamKey("cam1.kf", (await good).Stream.Epoch)));
    }

    [Theory]
    [InlineData("Cam1", "track", 10)]
    [InlineData("sys", "track", 10)]
    [InlineData("cam1/x", "track", 10)]
    [InlineData("cam1", "tr/ack", 10)]
    [InlineData("cam1", "track", 600_000)]
    public async Task Names_and_sizes_outside_the_contract_are_refused(string camera, string type, int jpegBytes)
    {
        using OutboxStore outbox = Sample.Open(Store);
        Fact fact = Sample.Fact(1, camera, jpegBytes) with { Type = type };
        OutboxException e = await Assert.ThrowsAsync<OutboxException>(() => outbox.CommitAsync(fact, default));
        Assert.Equal(OutboxErrorKind.FactRefused, e.Kind);
    }
}
