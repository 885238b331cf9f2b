using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

public sealed class InferenceLanesTests : IDisposable
{
    private const int Cameras = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly InferenceLanes _lanes = new(2);

    public void Dispose() => _lanes.Dispose();

    [Fact]
    public void Eight_cameras_on_two_lanes_are_served_alike()
    {
        const int RunsInAll = 800;
        int running = 0, most = 0, runs = 0, arrived = 0;
        using DetectorPool<DetectedObject> pool = DetectorPool<DetectedObject>.Open(_lanes, () => new ScriptedDetector(() =>
        {
            int now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            // A run ends when all others wait and the other lane runs as well: else a busy machine, on which a thread comes or goes late,
            // would show its own fairness instead.
            int pair = (Interlocked.Increment(ref arrived) + 1) / _lanes.Count * _lanes.Count;
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref runs) >= RunsInAll
                || (_lanes.WaitingCount == Cameras - _lanes.Count && Volatile.Read(ref arrived) >= pair), Patience));
            Interlocked.Decrement(ref running);
            Interlocked.Increment(ref runs);
        }));
        LaneSeat[] seats = [.. Enumerable.Range(0, Cameras).Select(_ => _lanes.Join())];
        using Barrier start = new(Cameras);
        Thread[] threads = [.. seats.Select((seat, camera) => new Thread(() =>
        {
            IDetector<DetectedObject> detector = pool.For(seat);
            start.SignalAndWait();
            while (Volatile.Read(ref runs) < RunsInAll) detector.Detect(ScriptedDetector.Picture, new DetectedObject[1]);
        }))];
        RunAll(threads);
        long[] served = [.. seats.Select(s => s.ServedCount)];
        Assert.True(served.Max() - served.Min() <= _lanes.Count, $"served {string.Join(", ", served)}");
        Assert.Equal(2, most);
        Assert.All(seats, s => Assert.True(s.WaitedTotal > TimeSpan.Zero));
    }

    [Fact]
    public void Who_waits_longest_is_served_first()
    {
        LaneSeat holder = _lanes.Join(), other = _lanes.Join();
        holder.Enter();
        other.Enter();
        List<int> order = [];
        List<Thread> threads = [];
        for (int camera = 0; camera < Cameras; camera++)
        {
            int mine = camera;
            LaneSeat seat = _lanes.Join();
            Thread thread = new(() =>
            {
                seat.Enter();
                lock (order) order.Add(mine);
                seat.Leave();
            });
            thread.Start();
            threads.Add(thread);
            Assert.True(SpinWait.SpinUntil(() => _lanes.WaitingCount == mine + 1, Patience));
        }
        // One lane stays taken, so that the others pass through the second one by one.
        holder.Leave();
        JoinAll(threads);
        other.Leave();
        Assert.Equal(Enumerable.Range(0, Cameras), order);
    }

    [Fact]
    public void A_lane_is_usable_after_the_exception_of_a_caller()
    {
        bool broken = true;
        using DetectorPool<DetectedObject> pool = DetectorPool<DetectedObject>.Open(_lanes, () => new ScriptedDetector(() =>
        {
            if (broken) throw new ModelOutputException("broken");
        }));
        IDetector<DetectedObject> detector = pool.For(_lanes.Join());
        for (int i = 0; i < 3; i++) Assert.Throws<ModelOutputException>(() => detector.Detect(ScriptedDetector.Picture, new DetectedObject[1]));
        broken = false;
        Assert.Equal(0, detector.Detect(ScriptedDetector.Picture, new DetectedObject[1]));
        Assert.Equal(_lanes.Count, _lanes.FreeCount);
    }

    [Fact]
    public void Who_waits_while_the_lanes_are_disposed_is_turned_away()
    {
        LaneSeat first = _lanes.Join(), second = _lanes.Join(), waiting = _lanes.Join();
        first.Enter();
        second.Enter();
        Exception? told = null;
        Thread thread = new(() => told = Record.Exception(() => waiting.Enter()));
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => _lanes.WaitingCount == 1, Patience));
        _lanes.Dispose();
        Assert.True(thread.Join(Patience));
        Assert.IsType<ObjectDisposedException>(told);
        // Runs under way end as usual; nobody enters any more.
        first.Leave();
        second.Leave();
        Assert.Throws<ObjectDisposedException>(() => first.Enter());
    }

    [Fact]
    public void A_pool_disposed_during_a_run_closes_its_session_after_it()
    {
        using ManualResetEventSlim inside = new(), go = new();
        List<ScriptedDetector> opened = [];
        DetectorPool<DetectedObject> pool = DetectorPool<DetectedObject>.Open(_lanes, () =>
        {
            opened.Add(new ScriptedDetector(() =>
            {
                inside.Set();
                go.Wait(Patience);
            }));
            return opened[^1];
        });
        IDetector<DetectedObject> detector = pool.For(_lanes.Join());
        Exception? told = null;
        Thread run = new(() => told = Record.Exception(() => detector.Detect(ScriptedDetector.Picture, new DetectedObject[1])));
        run.Start();
        Assert.True(inside.Wait(Patience));
        Thread dispose = new(pool.Dispose);
        dispose.Start();
        go.Set();
        JoinAll([run, dispose]);
        Assert.Null(told);
        Assert.All(opened, d => Assert.True(d.IsDisposed && !d.WasUsedAfterDisposal));
        Assert.Throws<ObjectDisposedException>(() => detector.Detect(ScriptedDetector.Picture, new DetectedObject[1]));
    }

    [Fact]
    public void What_was_opened_is_closed_when_a_later_session_fails()
    {
        List<ScriptedDetector> opened = [];
        Assert.Throws<InvalidOperationException>(() => DetectorPool<DetectedObject>.Open(_lanes, () =>
        {
            if (opened.Count == 1) throw new InvalidOperationException("no memory");
            opened.Add(new ScriptedDetector(static () => { }));
            return opened[^1];
        }));
        Assert.True(Assert.Single(opened).IsDisposed);
    }

    [Fact]
    public void A_seat_is_for_one_thread_and_its_own_lanes()
    {
        LaneSeat seat = _lanes.Join();
        seat.Enter();
        Assert.Throws<InvalidOperationException>(() => seat.Enter());
        seat.Leave();
        using InferenceLanes others = new(1);
        using DetectorPool<DetectedObject> pool = DetectorPool<DetectedObject>.Open(_lanes, static () => new ScriptedDetector(static () => { }));
        Assert.Throws<ArgumentException>(() => pool.For(others.Join()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InferenceLanes(0));
    }

    [Fact]
    public void Detecting_through_the_pool_allocates_nothing_also_when_it_waits()
    {
        using DetectorPool<DetectedObject> pool =
            DetectorPool<DetectedObject>.Open(_lanes, static () => new ScriptedDetector(static () => Thread.SpinWait(500)));
        long[] allocated = new long[4];
        Thread[] threads = [.. allocated.Select((_, i) => new Thread(() =>
        {
            LaneSeat seat = _lanes.Join();
            IDetector<DetectedObject> detector = pool.For(seat);
            DetectedObject[] found = new DetectedObject[1];
            for (int run = 0; run < 200; run++) detector.Detect(ScriptedDetector.Picture, found);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int run = 0; run < 500; run++) detector.Detect(ScriptedDetector.Picture, found);
            allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }))];
        RunAll(threads);
        Assert.All(allocated, bytes => Assert.Equal(0, bytes));
    }

    private static void RunAll(Thread[] threads)
    {
        foreach (Thread thread in threads) thread.Start();
        JoinAll(threads);
    }

    private static void JoinAll(IEnumerable<Thread> threads)
    {
        foreach (Thread thread in threads) Assert.True(thread.Join(Patience), "a thread did not end");
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
