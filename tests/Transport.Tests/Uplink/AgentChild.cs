using System.Globalization;
using System.Reflection;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;
using Transport.Tests.Broker;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Uplink;

/// <summary>
/// An agent without cameras, as a process of its own: records, delivers, and kills itself (SIGKILL) at a named point. What it prints, the
/// number of each fact that was confirmed, is the oracle.
/// </summary>
internal static class AgentChild
{
    internal const string Consumer = "platform";

    /// <summary>After the rows are inserted, before they are made durable.</summary>
    internal const string AfterInsert = "insert";

    /// <summary>When they are durable, before anybody is told.</summary>
    internal const string AfterCommit = "commit";

    /// <summary>When a page of records has been handed to the broker.</summary>
    internal const string AfterPublish = "publish";

    /// <summary>When a cursor has come, before and after it is stored.</summary>
    internal const string BeforeCursor = "before-cursor";
    internal const string AfterCursor = "after-cursor";

    /// <summary>Records nothing more, delivers what is there, and ends by itself.</summary>
    internal const string Drain = "drain";

    internal static readonly string[] Points = [AfterInsert, AfterCommit, AfterPublish, BeforeCursor, AfterCursor];

    /// <summary>The connections of a store.</summary>
    internal static OutboxFile FileOf(OutboxStore outbox) =>
        (OutboxFile)typeof(OutboxStore).GetField("_file", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(outbox)!;

    internal static async Task<int> RunAsync(string path, int port, string point, int occurrence)
    {
        KillAt kill = new(point, occurrence);
        using OutboxStore outbox = Sample.Open(path, change: o => o with
        {
            Consumer = Consumer,
            GroupCommitWindowMs = 2,
            QueueWaitMs = 60_000
        });
        OutboxFile file = FileOf(outbox);
        SQLitePCL.raw.sqlite3_commit_hook(file.Writer.Handle, _ =>
        {
            kill.Reached(AfterInsert);
            return 0;
        }, null);
        BrokerOptions broker = new() { Host = "127.0.0.1", Port = port };
        await using TestUplink uplink = TestUplink.Start(broker, new KillingRecords(outbox, kill), o => o with
        {
            CursorWait = TimeSpan.FromMilliseconds(200),
            StallAfter = TimeSpan.FromSeconds(2),
            HealthInterval = TimeSpan.FromMilliseconds(300),
        });
        if (point == Drain) return await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(60)) ? 0 : 1;
        for (int number = 0; ; number += 4)
        {
            Task<CommitReceipt>[] four =
                [.. Enumerable.Range(number, 4).Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: n % 4 == 0 ? 3000 : 0), default))];
            foreach (CommitReceipt receipt in await Task.WhenAll(four))
            {
                kill.Reached(AfterCommit);
                Console.WriteLine(receipt.Sequence.ToString(CultureInfo.InvariantCulture));
            }
            // Not faster than it is delivered, or the points of delivery are never reached.
            await Task.Delay(10);
        }
    }
}
