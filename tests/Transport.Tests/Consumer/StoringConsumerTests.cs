using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Outbox;

namespace Transport.Tests.Consumer;

public sealed class StoringConsumerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Any_losses_repetitions_orders_and_crashes_end_in_every_record_stored_once_in_order()
    {
        RecordedLog log = await RecordedLog.RecordAsync(60, "cam1", "cam2");
        for (int round = 0; round < 20; round++)
        {
            int seed = Environment.TickCount + round;
            try
            {
                Deliver(log, new Random(seed), _folder.File($"platform{round}.db"));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}", e);
            }
        }
    }

    [Fact]
    public async Task Cursor_is_told_only_after_its_commit_and_goes_on_after_a_crash()
    {
        RecordedLog log = await RecordedLog.RecordAsync(10, "cam1");
        List<(string Topic, byte[] Payload)> events = [.. log.Events.SelectMany(RecordedLog.Messages)];
        using (SqliteConsumerStore store = Open())
        {
            StoringConsumer consumer = Consumer(store);
            foreach ((string topic, byte[] payload) in events.Take(4)) consumer.Accept(topic, payload);
            Assert.Equal(4, Cursor(consumer.Commit()));
            Assert.Empty(consumer.Commit());
            // Received and never committed: the process dies here.
            consumer.Accept(events[4].Topic, events[4].Payload);
        }
        using SqliteConsumerStore again = Open();
        Assert.Equal(4, Assert.Single(again.Logs()).Watermark);
        StoringConsumer after = Consumer(again);
        // A new process tells where it is, without anything new.
        Assert.Equal(4, Cursor(after.Commit()));
        foreach ((string topic, byte[] payload) in events.Skip(5)) after.Accept(topic, payload);
        Assert.Equal(4, Cursor(after.Commit()));
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal((5, 5), Assert.Single(after.TakeDueReplayRequests().Select(r => (r.FromSequence, r.ToSequence))));
        after.Accept(events[4].Topic, events[4].Payload);
        Assert.Equal(10, Cursor(after.Commit()));
        Assert.Empty(after.Findings);
    }

    [Fact]
    public async Task Two_processes_on_one_store_that_each_see_half_complete_the_log_together()
    {
        RecordedLog log = await RecordedLog.RecordAsync(40, "cam1");
        using SqliteConsumerStore oneStore = Open();
        using SqliteConsumerStore otherStore = Open();
        StoringConsumer[] both = [Consumer(oneStore), Consumer(otherStore)];
        Random random = new(5);
        foreach ((string topic, byte[] payload) in log.Events.SelectMany(RecordedLog.Messages))
        {
            StoringConsumer one = both[random.Next(2)];
            one.Accept(topic, payload);
            if (random.Next(4) == 0) one.Commit();
        }
        foreach (StoringConsumer one in both) one.Commit();
        StoredLog stored = Assert.Single(oneStore.Logs());
        Assert.Equal(40, stored.Watermark);
        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), oneStore.Released(stored, 0, 100).Select(r => r.Name.Sequence));
        Assert.All(both, b => Assert.Empty(b.Findings));
    }

    [Fact]
    public async Task Tombstone_is_clipped_a_held_record_wins_and_one_behind_the_watermark_comes_too_late()
    {
        RecordedLog log = await RecordedLog.RecordAsync(10, "cam1");
        StreamKey stream = log.Events.First().Stream;
        List<(string Topic, byte[] Payload)> events = [.. log.Events.SelectMany(RecordedLog.Messages)];
        using SqliteConsumerStore store = Open();
        StoringConsumer consumer = Consumer(store);
        foreach (int i in (int[])[0, 1, 2, 4]) consumer.Accept(events[i].Topic, events[i].Payload);
        consumer.Commit();
        (string topic, byte[] payload) = TestGap.For(log, stream, 2, 8);
        consumer.Accept(topic, payload);
        Assert.Equal(8, Cursor(consumer.Commit()));
        foreach (int i in (int[])[3, 8, 9]) consumer.Accept(events[i].Topic, events[i].Payload);
        Assert.Equal(10, Cursor(consumer.Commit()));
        Assert.Equal([1, 2, 3, 5, 9, 10], store.Released(store.Logs().Single(), 0, 100).Select(r => r.Name.Sequence));
        Assert.Empty(consumer.Findings);
    }

    [Fact]
    public async Task Equivocation_and_a_broken_chain_are_found_also_after_a_restart()
    {
        RecordedLog log = await RecordedLog.RecordAsync(4, "cam1");
        List<OutboxRecord> events = [.. log.Events];
        using (SqliteConsumerStore store = Open())
        {
            StoringConsumer consumer = Consumer(store);
            consumer.Accept(events[0].Topic, events[0].Body);
            consumer.Commit();
        }
        using SqliteConsumerStore again = Open();
        StoringConsumer after = Consumer(again);
        after.Accept(events[0].Topic, Changed(events[0]));
        after.Accept(events[1].Topic, Changed(events[1]));
        after.Accept(events[2].Topic, events[2].Body);
        after.Commit();
        Assert.Equal([FindingKind.Equivocation, FindingKind.ChainBroken], after.Findings.Select(f => f.Kind));
        Assert.Equal(3, again.Logs().Single().Watermark);
    }

    [Fact]
    public async Task Tail_that_the_box_announces_is_asked_for_after_two_minutes_and_a_new_epoch_keeps_the_old_watermark()
    {
        RecordedLog log = await RecordedLog.RecordAsync(5, "cam1");
        StreamKey stream = log.Events.First().Stream;
        using SqliteConsumerStore store = Open();
        StoringConsumer consumer = Consumer(store);
        foreach (OutboxRecord one in log.Events.Take(3)) consumer.Accept(one.Topic, one.Body);
        consumer.Accept(log.Health().Topic, log.Health().Payload);
        consumer.Commit();
        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.DoesNotContain(consumer.TakeDueReplayRequests(), r => r.Stream == stream);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((4, 5), Assert.Single(
            consumer.TakeDueReplayRequests().Where(r => r.Stream == stream).Select(r => (r.FromSequence, r.ToSequence))));
        byte[] health = System.Text.Encoding.UTF8.GetBytes(
            $$"""{"streams":[{"stream":"cam1","epoch":{{stream.Epoch + 9}},"nextSequence":1}]}""");
        consumer.Accept(log.Health().Topic, health);
        foreach (OutboxRecord one in log.Events.Skip(3)) consumer.Accept(one.Topic, one.Body);
        consumer.Commit();
        Assert.Equal(5, store.Logs().Single(l => l.Stream == stream).Watermark);
    }

    private void Deliver(RecordedLog log, Random random, string path)
    {
        SqliteConsumerStore store = SqliteConsumerStore.Open(path);
        try
        {
            StoringConsumer consumer = Consumer(store);
            for (int round = 0; round < 200; round++)
            {
                Dictionary<StreamKey, long> cursors = store.Logs().ToDictionary(l => l.Stream, l => l.Watermark);
                // The box sends from the cursor on, the link loses, repeats and mixes; the process dies now and then.
                List<(string Topic, byte[] Payload)> messages = [.. log.Records
                    .Where(r => r.Sequence > cursors.GetValueOrDefault(r.Stream)).SelectMany(RecordedLog.Messages)];
                if (messages.Count == 0) break;
                messages.AddRange(messages.Where(_ => random.Next(4) == 0).ToArray());
                random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(messages));
                foreach ((string topic, byte[] payload) in messages.Where(_ => random.Next(3) > 0)) consumer.Accept(topic, payload);
                foreach (CursorPosition told in random.Next(3) > 0 ? consumer.Commit().SelectMany(c => c.Message.Cursors) : [])
                    Assert.True(told.Sequence <= store.Logs().Single(l => l.Stream == new StreamKey(told.Stream, told.Epoch)).Watermark);
                if (random.Next(4) > 0) continue;
                store.Dispose();
                store = SqliteConsumerStore.Open(path);
                consumer = Consumer(store);
            }
            Assert.Empty(consumer.Findings);
            foreach (IGrouping<StreamKey, OutboxRecord> one in log.Records.GroupBy(r => r.Stream))
            {
                StoredLog stored = store.Logs().Single(l => l.Stream == one.Key);
                Assert.Equal(one.Select(r => r.Sequence).Order(), store.Released(stored, 0, 1000).Select(r => r.Name.Sequence));
                Assert.All(store.Released(stored, 0, 1000), r => Assert.True(
                    log.Range(one.Key, r.Name.Sequence, r.Name.Sequence).Single().Image.Span.SequenceEqual(r.Image.Span)));
            }
        }
        finally
        {
            store.Dispose();
        }
    }

    private SqliteConsumerStore Open() => SqliteConsumerStore.Open(_folder.File("platform.db"));

    private StoringConsumer Consumer(IConsumerStore store) => new(store, new StoringConsumerOptions(), _time);

    private static long Cursor(IReadOnlyList<DeviceCursors> told) => told.Single().Message.Cursors.Single().Sequence;

    private static byte[] Changed(OutboxRecord record)
    {
        Assert.True(EventText.TryReadEvent(record.Body.Span, out CloudEvent? value, out _));
        return EventText.Write(value with { Subject = "somebody else" });
    }
}
