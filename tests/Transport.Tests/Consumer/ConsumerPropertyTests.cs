using FsCheck;
using FsCheck.Fluent;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Outbox;

namespace Transport.Tests.Consumer;

public sealed class ConsumerPropertyTests
{
    private const int RoundsMax = 60;

    [Theory]
    [InlineData(1024, 64)]
    [InlineData(4, 2)]
    public async Task Any_order_repetition_and_loss_with_replay_gives_each_record_once_in_its_order(
        int reorderRecordsMax, int assembliesMax)
    {
        RecordedLog log = await RecordedLog.RecordAsync(24, "cam1", "cam2");
        ConsumerOptions bounds = new() { ReorderRecordsMax = reorderRecordsMax, AssembliesMax = assembliesMax };
        Config config = Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true);
        Arbitrary<(int Seed, int LossPercent, int RepeatPercent)> faults = Gen.Choose(0, int.MaxValue)
            .SelectMany(s => Gen.Choose(0, 70).SelectMany(l => Gen.Choose(0, 70).Select(r => (s, l, r)))).ToArbitrary();
        FsCheck.Check.One(config,
            Prop.ForAll(faults, f => Deliver(log, f, bounds)));
    }

    private static void Deliver(RecordedLog log, (int Seed, int LossPercent, int RepeatPercent) faults, ConsumerOptions bounds)
    {
        Random random = new(faults.Seed);
        Platform platform = new(o => bounds with { OnEvent = o.OnEvent, OnKeyFrame = o.OnKeyFrame });
        List<(string Topic, byte[] Payload)> messages = log.Messages();
        messages.AddRange(messages.Where(_ => random.Next(100) < faults.RepeatPercent).ToArray());
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(messages));
        platform.Accept(messages.Where(_ => random.Next(100) >= faults.LossPercent));
        platform.Accept([log.Health()]);

        int rounds = 0;
        while (!platform.Core.Report.IsClean && rounds++ < RoundsMax)
        {
            platform.Time.Advance(TimeSpan.FromMinutes(16));
            foreach (ReplayRequest request in platform.Core.TakeDueReplayRequests())
            {
                IEnumerable<OutboxRecord> again = log.Range(request.Stream, request.FromSequence, request.ToSequence);
                platform.Accept(again.SelectMany(RecordedLog.Messages).Where(_ => random.Next(100) >= faults.LossPercent / 2));
            }
        }
        Check(log, platform);
    }

    private static void Check(RecordedLog log, Platform platform)
    {
        ConsumerReport report = platform.Core.Report;
        Assert.True(report.IsClean, $"after {RoundsMax} rounds: {string.Join("; ", report.Streams)} {string.Join("; ", report.Findings)}");
        Assert.Equal(Ids(log, keyFrames: false), platform.Events.Select(e => (e.Name.Stream.Stream, e.Name.Sequence)).Order());
        Assert.Equal(Ids(log, keyFrames: true), platform.KeyFrames.Select(k => (k.Name.Stream.Stream, k.Name.Sequence)).Order());
        foreach (var stream in platform.Events.Select(e => e.Name).Concat(platform.KeyFrames.Select(k => k.Name)).GroupBy(n => n.Stream))
            Assert.Equal(Enumerable.Range(1, stream.Count()).Select(n => (long)n), stream.Select(n => n.Sequence));
        Assert.All(platform.KeyFrames, k => Assert.True(k.IsImageIntact));
        foreach (ReceivedKeyFrame frame in platform.KeyFrames)
        {
            OutboxRecord sent = log.Range(frame.Name.Stream, frame.Name.Sequence, frame.Name.Sequence).Single();
            Assert.True(frame.Image.Span.SequenceEqual(sent.Image.Span));
        }
    }

    private static IEnumerable<(string Stream, long Sequence)> Ids(RecordedLog log, bool keyFrames) =>
        log.Records.Where(r => r.Stream.IsKeyFrames == keyFrames).Select(r => (r.Stream.Stream, r.Sequence)).Order();
}
