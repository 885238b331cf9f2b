using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Outbox;

public sealed class OutboxFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("outbox.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Outbox_refuses_a_file_that_is_not_sqlite_and_leaves_it_alone()
    {
        File.WriteAllText(Store, "a shopping list");
        AssertRefused(OutboxErrorKind.NotADatabase, "is not an SQLite database: name another file");
        Assert.Equal("a shopping list", File.ReadAllText(Store));
        File.WriteAllBytes(Store, [.. "SQLite format 3\0"u8, .. new byte[5000]]);
        AssertRefused(OutboxErrorKind.NotADatabase, "is not an SQLite database");
        File.Delete(Store);
        Directory.CreateDirectory(Store);
        AssertRefused(OutboxErrorKind.NotADatabase, "is not an SQLite database");
    }

    [Fact]
    public void Outbox_refuses_a_database_of_another_program_and_leaves_it_alone()
    {
        _ = StoreProbe.Scalar(Store, "CREATE TABLE diary (day TEXT)");
        byte[] before = File.ReadAllBytes(Store);
        AssertRefused(OutboxErrorKind.NotThisOutbox, "database of another program");
        Assert.Equal(before, File.ReadAllBytes(Store));
    }

    [Fact]
    public void Outbox_refuses_a_newer_schema()
    {
        Sample.Open(Store).Dispose();
        _ = StoreProbe.Scalar(Store, "PRAGMA user_version = 2");
        AssertRefused(OutboxErrorKind.NewerSchema, "has schema 2 and this agent knows only up to 1: install the newer agent again");
    }

    [Fact]
    public void Outbox_refuses_the_store_of_another_device()
    {
        Sample.Open(Store).Dispose();
        OutboxOptions other = new(Store, new DeviceIdentity("acme", "harbour", "other"));
        OutboxException e = Assert.Throws<OutboxException>(() => OutboxStore.Open(other, TimeProvider.System, new SeededRandomBytes(1)));
        Assert.Equal(OutboxErrorKind.NotThisOutbox, e.Kind);
        Assert.Contains("holds the records of acme/harbour/d7f3a1, not of acme/harbour/other", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outbox_refuses_a_second_agent_until_the_first_has_ended()
    {
        OutboxStore first = Sample.Open(Store);
        AssertRefused(OutboxErrorKind.AlreadyOpen, "another agent already works on the outbox");
        (int code, string output) = await RunAsync(ChildProcess.Start("open", Store));
        Assert.Equal(3, code);
        Assert.StartsWith("AlreadyOpen: another agent", output, StringComparison.Ordinal);

        first.Dispose();
        (code, output) = await RunAsync(ChildProcess.Start("open", Store));
        Assert.Equal(0, code);
        Assert.Equal("opened, boot 2", output.Trim());
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.05)]
    [InlineData(0.99)]
    public async Task Outbox_refuses_a_truncated_file(double share)
    {
        using (OutboxStore outbox = Sample.Open(Store))
            await Task.WhenAll(Enumerable.Range(1, 20).Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: 20_000), default)));
        using (FileStream file = File.OpenWrite(Store)) file.SetLength((long)(file.Length * share));
        AssertRefused(OutboxErrorKind.Corrupt, "is damaged");
    }

    [Fact]
    public void An_empty_file_becomes_an_outbox()
    {
        File.WriteAllBytes(Store, []);
        Sample.Open(Store).Dispose();
        Assert.Equal(OutboxSchema.ApplicationId, StoreProbe.Number(Store, "PRAGMA application_id"));
        Assert.Equal(OutboxSchema.Version, StoreProbe.Number(Store, "PRAGMA user_version"));
    }

    [Fact]
    public void A_missing_folder_is_made_and_the_commits_are_durable()
    {
        string store = _folder.File("a/b/outbox.db");
        Sample.Open(store).Dispose();
        using OutboxFile file = OutboxFile.Open(new OutboxOptions(store, Sample.Device), Sample.Seen);
        using SqliteCommand command = Sql.Command(file.Writer, "PRAGMA synchronous");
        Assert.Equal(2L, command.ExecuteScalar());
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
    }

    [SkippableFact]
    [SupportedOSPlatform("linux")]
    public async Task Outbox_refuses_a_file_and_a_folder_that_it_may_not_write()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "permission bits are tested on Linux only");
        Skip.If(Environment.IsPrivilegedProcess && !CanDropPrivileges(),
            "root writes everywhere, and setpriv cannot drop its capabilities here");
        Sample.Open(Store).Dispose();
        File.SetUnixFileMode(Store, UnixFileMode.UserRead);
        (int code, string output) = await RunAsync(ChildProcess.StartWithoutPrivileges("open", Store));
        Assert.Equal(3, code);
        Assert.StartsWith("ReadOnly: the outbox", output, StringComparison.Ordinal);
        Assert.Contains("give the agent's user write access", output, StringComparison.Ordinal);

        string closed = _folder.File("closed");
        Directory.CreateDirectory(closed);
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        foreach (string name in new[] { "outbox.db", "deeper/outbox.db" })
        {
            (code, output) = await RunAsync(ChildProcess.StartWithoutPrivileges("open", Path.Combine(closed, name)));
            Assert.Equal(3, code);
            Assert.StartsWith("ReadOnly: ", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_full_store_refuses_new_facts_by_name_keeps_all_recorded_and_takes_facts_again_once_drained()
    {
        using OutboxStore outbox = Sample.Open(Store, change: o => o with { StoreBytesMax = 1_000_000 });
        int recorded = 0;
        OutboxException? full = null;
        while (full is null && recorded < 100)
        {
            Fact fact = Sample.Fact(recorded, jpegBytes: 50_000) with { Urgent = true };
            full = await Record.ExceptionAsync(() => outbox.CommitAsync(fact, default)) as OutboxException;
            if (full is null) recorded++;
        }
        Assert.Equal(OutboxErrorKind.DiskFull, full?.Kind);
        Assert.InRange(recorded, 10, 20);
        StreamKey events = outbox.Positions().Single(p => !p.Stream.IsKeyFrames).Stream;
        StreamKey frames = outbox.Positions().Single(p => p.Stream.IsKeyFrames).Stream;
        Assert.Equal(recorded, LogProof.Check(outbox, events).Count);
        Assert.Equal(recorded, LogProof.Check(outbox, frames).Count);
        Assert.Equal(1, outbox.Counts().FactsFailed);

        for (int sequence = 1; sequence <= recorded; sequence++) outbox.MarkAcknowledged(frames, sequence);
        await Wait.UntilAsync(() => outbox.Counts().KeyFramesPending == 0, "the acknowledgements are stored in a full store");
        CommitReceipt next = await outbox.CommitAsync(Sample.Fact(1, jpegBytes: 50_000), default);
        Assert.Equal(recorded + 1, next.Sequence);
        Assert.Equal(recorded + 1, LogProof.Check(outbox, events).Count);
    }

    [Fact]
    public async Task A_store_that_another_program_holds_refuses_what_exceeds_the_queue_and_then_goes_on()
    {
        using OutboxStore outbox = Sample.Open(Store, change: o => o with { QueueWaitMs = 100, GroupCommitWindowMs = 1 });
        _ = await outbox.CommitAsync(Sample.Fact(0), default);
        using SqliteConnection other = new($"Data Source={Store};Pooling=False");
        other.Open();
        OutboxFile.Execute(other, "BEGIN IMMEDIATE");
        // The group being committed, the queue, and some that stay outside.
        int facts = (2 * WriterQueue.FactsMax) + 8;
        Task<CommitReceipt>[] commits = [.. Enumerable.Range(1, facts).Select(n => outbox.CommitAsync(Sample.Fact(n), default))];
        await Wait.UntilAsync(() => outbox.Counts().FactsOverloaded >= 8, "the facts outside are refused");
        OutboxFile.Execute(other, "COMMIT");

        int recorded = 0;
        foreach (Task<CommitReceipt> commit in commits)
        {
            if (await Record.ExceptionAsync(() => commit) is not { } e)
            {
                recorded++;
                continue;
            }
            Assert.Equal(OutboxErrorKind.Overloaded, Assert.IsType<OutboxException>(e).Kind);
            Assert.True(((OutboxException)e).CanRetry);
        }
        Assert.Equal(facts - outbox.Counts().FactsOverloaded, recorded);
        Assert.InRange(recorded, WriterQueue.FactsMax, 2 * WriterQueue.FactsMax);
        Assert.Equal(recorded + 1, LogProof.Check(outbox, outbox.Positions()[0].Stream).Count);
    }

    private void AssertRefused(OutboxErrorKind kind, string words)
    {
        OutboxException e = Assert.Throws<OutboxException>(() => Sample.Open(Store));
        Assert.Equal(kind, e.Kind);
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
        Assert.Contains(Store, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    private static bool CanDropPrivileges()
    {
        try
        {
            using Process probe = Process.Start("setpriv", ["--inh-caps=-all", "--bounding-set=-all", "true"]);
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(Process child)
    {
        using (child)
        {
            using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
            string output = await child.StandardOutput.ReadToEndAsync(deadline.Token);
            await child.WaitForExitAsync(deadline.Token);
            return (child.ExitCode, output);
        }
    }
}
