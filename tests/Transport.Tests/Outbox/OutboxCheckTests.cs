using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Outbox;

public sealed class OutboxCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Faults => new()
    {
        { "UPDATE record SET body = CAST(replace(CAST(body AS TEXT), 'white', 'black') AS BLOB) WHERE sequence = 20 AND image = x''", "chain" },
        { "UPDATE record SET body = x'7b' WHERE sequence = 20 AND image = x''", "body" },
        { "UPDATE record SET bytes = bytes + 1 WHERE sequence = 20 AND image = x''", "size" },
        { "UPDATE record SET topic = 'sc1/other/site/box/evt/cam1/track' WHERE sequence = 20 AND image = x''", "topic" },
        { "UPDATE record SET image = zeroblob(length(image)) WHERE type = 'keyframe' AND sequence = 2", "body" },
        { "DELETE FROM record WHERE sequence = 20 AND image = x''", "hole" },
        { "DELETE FROM record WHERE sequence = 40 AND image = x''", "hole" },
        { "UPDATE stream SET next_sequence = 30 WHERE name = 'cam1'", "sequence" },
        { "UPDATE stream SET last_digest = zeroblob(32) WHERE name = 'cam1'", "end" },
        { "UPDATE stream SET committed_sequence = 50 WHERE name = 'cam1'", "cursor" },
        { "UPDATE record SET sequence = 99 WHERE sequence = 20 AND image = x''", "name" },
        { "PRAGMA foreign_keys = OFF; UPDATE record SET stream_id = 77 WHERE sequence = 20 AND image = x''", "reference" },
    };

    private string Path => _folder.File("outbox.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sound_store_has_no_fault_whether_an_agent_works_on_it_or_not()
    {
        using (OutboxStore outbox = await MakeAsync("platform"))
        {
            Assert.Empty(Check());
            StreamKey stream = outbox.Positions().First(p => p.Stream.Stream == "cam1").Stream;
            _ = await outbox.AdvanceCursorAsync(stream, 10);
            Assert.Empty(Check());
        }
        Assert.Empty(Check());
        using OutboxInspector store = OutboxInspector.Open(Path);
        Assert.Equal((31, 10, 41), store.State.Logs.Where(l => l.Stream.Stream == "cam1")
            .Select(l => ((int)l.Pending + 1, (int)l.Committed, (int)l.NextSequence)).Single());
        Assert.Equal("platform", store.State.Consumer);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_is_named_with_its_repair(string damage, string kind)
    {
        (await MakeAsync("platform")).Dispose();
        Assert.Empty(Check());
        Execute(damage);
        IReadOnlyList<OutboxFault> faults = Check();
        Assert.Contains(faults, f => f.Kind == kind);
        Assert.All(faults, f => Assert.True(f.Repair.Length > 20));
    }

    [Fact]
    public async Task Damaged_page_is_named()
    {
        (await MakeAsync("platform")).Dispose();
        byte[] file = File.ReadAllBytes(Path);
        // Far into the file: an inner page of the records.
        for (int i = file.Length / 2; i < (file.Length / 2) + 4096; i++) file[i] = 0xA5;
        File.WriteAllBytes(Path, file);
        Assert.Contains(Check(), f => f.Kind is "pages" or "body");
    }

    [Fact]
    public async Task Another_consumer_finds_what_the_one_before_has_explained_and_not_missing_for_ever()
    {
        using (OutboxStore outbox = await MakeAsync("platform"))
        {
            foreach (StreamPosition position in outbox.Positions())
                _ = await outbox.AdvanceCursorAsync(position.Stream, position.NextSequence / 2);
        }
        using (OutboxStore outbox = Sample.Open(Path, change: o => o with { Consumer = "another" }))
        {
            Assert.All(outbox.Positions(), p => Assert.Equal(0, p.CommittedSequence));
            foreach (StreamPosition position in outbox.Positions())
            {
                OutboxRecord first = outbox.ReadUnacknowledged(position.Stream, 0, 1)[0];
                Assert.True(first.IsTombstone);
                Assert.True(EventText.TryReadEvent(first.Body.Span, out CloudEvent? tombstone, out _));
                Assert.Equal((1, position.NextSequence / 2, "delivered"),
                    (tombstone.Data.Gap!.From, tombstone.Data.Gap.To, tombstone.Data.Gap.Reason));
            }
        }
        Assert.Empty(Check());
        // The same one again: nothing more.
        using (OutboxStore again = Sample.Open(Path, change: o => o with { Consumer = "another" }))
            Assert.Equal(21, again.ReadUnacknowledged(again.Positions().First(p => p.Stream.Stream == "cam1").Stream, 0, 100).Count);
    }

    [Fact]
    public async Task Consumer_that_is_named_for_a_store_of_broker_mode_gets_what_is_there_and_the_rest_explained()
    {
        using (OutboxStore outbox = await MakeAsync(null, o => o with { ReplayRecordsMax = 5 }))
        {
            StreamKey stream = outbox.Positions().First(p => p.Stream.Stream == "cam1").Stream;
            for (int sequence = 1; sequence <= 30; sequence++) outbox.MarkAcknowledged(stream, sequence);
            await Wait.UntilAsync(() => outbox.Counts().EventsPending == 10, "thirty are acknowledged");
        }
        using (OutboxStore outbox = Sample.Open(Path, change: o => o with { Consumer = "platform" }))
        {
            IReadOnlyList<OutboxRecord> all = outbox.ReadUnacknowledged(
                outbox.Positions().First(p => p.Stream.Stream == "cam1").Stream, 0, 100);
            // One tombstone for 1 to 25, what was in the ring, and what was pending.
            Assert.Equal([1, .. Enumerable.Range(26, 15).Select(n => (long)n)], all.Select(r => r.Sequence));
            Assert.True(all[0].IsTombstone);
        }
        Assert.Empty(Check());
    }

    [Fact]
    public async Task Export_is_an_archive_that_verifies_offline()
    {
        using SealKey key = SealKey.Open(_folder.File("seal.pem"));
        using (OutboxStore outbox = await MakeAsync("platform", o => o with { SealKey = key }))
        {
            StreamKey stream = outbox.Positions().First(p => p.Stream.Stream == "cam1").Stream;
            _ = await outbox.AdvanceCursorAsync(stream, 10);
        }
        using OutboxInspector store = OutboxInspector.Open(Path);
        int records = ArchiveFolder.Write(_folder.File("saved"), store.Records());
        using ArchiveVerifier verifier = new(PublicKeyFile.Read(_folder.File("seal.pem.pub")), beginsInTheMiddle: true);
        ArchiveReport report = verifier.Verify(ArchiveFolder.Read(_folder.File("saved")));
        Assert.Empty(report.Findings);
        Assert.Equal(records, report.Records);
        Assert.True(report.Sealed >= 30);
        _ = Assert.Throws<IOException>(() => ArchiveFolder.Write(_folder.File("saved"), []));
    }

    [Fact]
    public void Store_that_is_not_there_or_is_none_is_one_sentence()
    {
        Assert.Contains("--data", Assert.Throws<OutboxException>(() => OutboxInspector.Open(Path)).Message);
        File.WriteAllText(Path, "hello, this is no database at all, however long it may be; and it goes on and on");
        _ = Assert.Throws<OutboxException>(() => OutboxInspector.Open(Path));
    }

    /// <summary>Forty events, every fourth with a picture.</summary>
    private async Task<OutboxStore> MakeAsync(string? consumer, Func<OutboxOptions, OutboxOptions>? change = null)
    {
        OutboxStore outbox = Sample.Open(
            Path, change: o => (change ?? (x => x))(o with { Consumer = consumer, GroupCommitWindowMs = 1, QueueWaitMs = 60_000 }));
        await Task.WhenAll(Enumerable.Range(1, 40).Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: n % 4 == 0 ? 3000 : 0), default)));
        return outbox;
    }

    private IReadOnlyList<OutboxFault> Check()
    {
        using OutboxInspector store = OutboxInspector.Open(Path);
        return OutboxCheck.Run(store);
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path};Pooling=false");
        connection.Open();
        OutboxFile.Execute(connection, sql);
    }
}
