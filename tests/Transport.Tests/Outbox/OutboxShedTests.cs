using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Outbox;

/// <summary>A store that is too small for what comes (contract D8), and records that grow too old.</summary>
public sealed class OutboxShedTests : IDisposable
{
    private const long StoreBytes = 4 * 1024 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Five_times_overload_keeps_every_alarm_and_its_picture_and_leaves_exact_tombstones()
    {
        using OutboxStore outbox = Open(StoreBytes);
        List<long> alarms = [];
        long offered = 0;
        for (int i = 1; offered < 5 * StoreBytes; i += 16)
        {
            // One of sixteen is an alarm with a small picture; half of the others have a large one.
            Fact[] facts = [.. Enumerable.Range(i, 16).Select(n => n % 64 == 0
                ? Sample.Fact(n, jpegBytes: 2000) with { Type = "line", Urgent = true }
                : Sample.Fact(n, $"cam{n % 2}", jpegBytes: n % 4 < 2 ? 30_000 : 0))];
            offered += facts.Sum(f => 1200 + f.KeyFrames.Sum(k => k.Jpeg.Length));
            CommitReceipt[] receipts = await Task.WhenAll(facts.Select(f => outbox.CommitAsync(f, default)));
            alarms.AddRange(receipts.Where((_, k) => facts[k].Urgent).Select(r => r.Sequence));
        }
        Dictionary<string, (IReadOnlyList<OutboxRecord> Records, IReadOnlyList<EventGap> Gaps)> logs =
            outbox.Positions().ToDictionary(p => p.Stream.Stream, p => GapProof.Check(outbox, p));

        HashSet<long> kept =
            [.. logs["cam1"].Records.Where(r => r.Topic.EndsWith("/line", StringComparison.Ordinal)).Select(r => r.Sequence)];
        Assert.True(alarms.Count > 5);
        Assert.Equal(alarms, kept.Order());
        Assert.True(logs["cam1.kf"].Records.Count >= alarms.Count);
        long shed = logs.Values.Sum(l => l.Gaps.Sum(g => g.To - g.From + 1));
        OutboxCounts counts = outbox.Counts();
        Assert.Equal(shed, counts.EventsShed + counts.KeyFramesShed);
        Assert.True(counts.KeyFramesShed > 100);
        Assert.All(logs.Values.SelectMany(l => l.Gaps), g => Assert.Equal("full", g.Reason));
        var events = logs.Where(l => !l.Key.EndsWith(".kf", StringComparison.Ordinal));
        Assert.Equal(counts.EventsPending, events.Sum(l => l.Value.Records.Count));
        Assert.True(new FileInfo(_folder.File("outbox.db")).Length <= StoreBytes);
        Assert.Equal(0, counts.FactsFailed);
    }

    [Fact]
    public async Task Key_frames_go_before_events_and_tracks_before_rarer_events()
    {
        using OutboxStore outbox = Open(1024 * 1024);
        foreach (int[] some in Enumerable.Range(1, 1500).Chunk(30))
        {
            await Task.WhenAll(some.Select(i => outbox.CommitAsync(
                Sample.Fact(i, jpegBytes: i <= 40 ? 10_000 : 0) with { Type = i % 10 == 0 ? "zone" : "track" }, default)));
        }
        (IReadOnlyList<OutboxRecord> events, IReadOnlyList<EventGap> gaps) = GapProof.Check(outbox, Position(outbox, "cam1"));
        Assert.NotEmpty(gaps);
        Assert.DoesNotContain(gaps, g => g.Counts.ContainsKey("zone"));
        Assert.Contains(events, r => r.Topic.EndsWith("/track", StringComparison.Ordinal));
        // The oldest tracks went, the youngest stayed; all pictures went before them.
        Assert.True(gaps.Max(g => g.To) < events.Where(r => r.Topic.EndsWith("/track", StringComparison.Ordinal)).Max(r => r.Sequence));
        Assert.Empty(GapProof.Check(outbox, Position(outbox, "cam1.kf")).Records);
    }

    [Fact]
    public async Task Store_full_of_alarms_refuses_what_is_none_before_it_gets_a_number_and_still_takes_alarms()
    {
        using OutboxStore outbox = Open(1024 * 1024);
        for (int i = 1; outbox.Counts().StoreUsedShare < 0.975; i += 5)
            await Task.WhenAll(Enumerable.Range(i, 5).Select(n => outbox.CommitAsync(Alarm(n), default)));
        long next = Position(outbox, "cam1").NextSequence;
        OutboxException refused = await Assert.ThrowsAsync<OutboxException>(async () =>
        {
            for (int i = 0; i < 10; i++) await outbox.CommitAsync(Sample.Fact(i), default);
        });
        Assert.Equal(OutboxErrorKind.DiskFull, refused.Kind);
        Assert.Contains("let the uplink drain it", refused.Message);
        Assert.Equal(1, outbox.Counts().FactsFailed);
        Assert.Equal((95, 1), (outbox.Health().Alarm, outbox.Health().Refused));
        Assert.InRange(outbox.Health().UsedPercent, 97, 99);
        CommitReceipt alarm = await outbox.CommitAsync(Alarm(9999), default);
        Assert.True(alarm.Sequence >= next);
        GapProof.Check(outbox, Position(outbox, "cam1"));
    }

    [Fact]
    public async Task Old_key_frames_and_then_old_events_expire_but_a_clock_that_is_set_ahead_makes_nothing_old()
    {
        using OutboxStore outbox = Open(StoreBytes);
        for (int i = 1; i <= 5; i++) await outbox.CommitAsync(Sample.Fact(i, jpegBytes: 1000) with { Urgent = i == 3 }, default);
        _time.SetWall(TimeSpan.FromDays(365));
        _time.Advance(TimeSpan.FromMinutes(2));
        await outbox.CommitAsync(Sample.Fact(6), default);
        Assert.Equal(0, outbox.Counts().KeyFramesShed);
        _time.SetWall(TimeSpan.FromDays(-365));

        _time.Advance(TimeSpan.FromHours(73));
        await outbox.CommitAsync(Sample.Fact(7), default);
        Assert.Equal((0, 4), (outbox.Counts().EventsShed, outbox.Counts().KeyFramesShed));
        (IReadOnlyList<OutboxRecord> frames, IReadOnlyList<EventGap> gaps) = GapProof.Check(outbox, Position(outbox, "cam1.kf"));
        // The alarm's picture stays.
        Assert.Equal(3, Assert.Single(frames).Sequence);
        Assert.Equal([(1, 2, "expired"), (4, 5, "expired")], gaps.Select(g => (g.From, g.To, g.Reason)));

        _time.Advance(TimeSpan.FromHours(96));
        await outbox.CommitAsync(Sample.Fact(8), default);
        GapProof.Check(outbox, Position(outbox, "cam1"));
        // Number 6 has the wrong clock's time and is younger than it should be; 3 is an alarm.
        Assert.Equal(4, outbox.Counts().EventsShed);
    }

    [Fact]
    public async Task Tombstones_survive_a_restart_and_a_cursor_inside_their_range()
    {
        StreamKey stream;
        using (OutboxStore outbox = Open(StoreBytes))
        {
            for (int i = 1; i <= 4; i++) await outbox.CommitAsync(Sample.Fact(i, jpegBytes: 1000), default);
            _time.Advance(TimeSpan.FromHours(73));
            await outbox.CommitAsync(Sample.Fact(5), default);
            stream = Position(outbox, "cam1.kf").Stream;
        }
        using OutboxStore again = Open(StoreBytes);
        Assert.Equal(CursorVerdict.Advanced, await again.AdvanceCursorAsync(stream, 2));
        Assert.True(Assert.Single(again.ReadUnacknowledged(stream, 0, 10)).IsTombstone);
        Assert.Equal(CursorVerdict.Advanced, await again.AdvanceCursorAsync(stream, 4));
        Assert.Empty(again.ReadUnacknowledged(stream, 0, 10));
        Assert.Equal((4, 0), (again.Counts().KeyFramesShed, again.Counts().KeyFramesPending));
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.699, 0)]
    [InlineData(0.7, 70)]
    [InlineData(0.86, 85)]
    [InlineData(1.0, 95)]
    public void Alarm_levels_are_those_of_the_contract(double share, int level) => Assert.Equal(level, HealthStore.AlarmOf(share));

    private OutboxStore Open(long storeBytes) => Sample.Open(
        _folder.File("outbox.db"), _time, o => o with { StoreBytesMax = storeBytes, GroupCommitWindowMs = 1, QueueWaitMs = 60_000 });

    private static Fact Alarm(int number) => Sample.Fact(number) with { Type = "zone", Urgent = true };

    private static StreamPosition Position(OutboxStore outbox, string stream) => outbox.Positions().Single(p => p.Stream.Stream == stream);
}
