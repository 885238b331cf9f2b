using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Outbox;

/// <summary>This assembly started as a program of its own: what a test does to it cannot harm the test.</summary>
internal static class ChildProcess
{
    internal static async Task<int> Main(string[] args)
    {
        try
        {
            return args switch
            {
                ["open", string path] => Open(path),
                ["write", string path] => await WriteAsync(path, isNormal: false),
                ["write-normal", string path] => await WriteAsync(path, isNormal: true),
                ["agent", string path, string port, string point, string occurrence] =>
                    await Uplink.AgentChild.RunAsync(path, Number(port), point, Number(occurrence)),
                ["write-schemas", string folder] => WriteSchemas(folder),
                ["write-golden", string folder] => await Contract.Golden.GoldenWriter.WriteAsync(folder),
                ["ingest", string port, string database, string name] => await Postgres.IngestChild.RunAsync(Number(port), database, name),
                ["measure", string folder] => await Throughput.MeasureAsync(folder),
                ["measure-parts", string folder] => ThroughputParts.Measure(folder),
                ["measure-uplink", string folder] => await Uplink.UplinkThroughput.MeasureAsync(folder),
                _ => Refuse(),
            };
        }
        catch (OutboxException e)
        {
            Console.WriteLine($"{e.Kind}: {e.Message}");
            return 3;
        }
    }

    internal static Process Start(params string[] args) => Start("dotnet", [], args);

    /// <summary>As root every file can be written; without capabilities root obeys the permission bits like everyone.</summary>
    internal static Process StartWithoutPrivileges(params string[] args) => Environment.IsPrivilegedProcess
        ? Start("setpriv", ["--inh-caps=-all", "--bounding-set=-all", "dotnet"], args)
        : Start(args);

    private static Process Start(string program, string[] before, string[] args)
    {
        ProcessStartInfo info = new(program) { RedirectStandardOutput = true };
        foreach (string one in before) info.ArgumentList.Add(one);
        info.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        foreach (string one in args) info.ArgumentList.Add(one);
        return Process.Start(info)!;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int WriteSchemas(string folder)
    {
        Contract.Schema.SchemaWriter.WriteAll(folder);
        return 0;
    }

    private static int Refuse()
    {
        Console.Error.WriteLine("this is a test assembly: run it with dotnet test");
        return 2;
    }

    private static int Open(string path)
    {
        using OutboxStore outbox = Sample.Open(path);
        Console.WriteLine($"opened, boot {outbox.Boot}");
        return 0;
    }

    /// <summary>Writes until it is killed, four facts at a time, and prints the sequence of each fact that is confirmed.</summary>
    private static async Task<int> WriteAsync(string path, bool isNormal)
    {
        using OutboxStore outbox = Sample.Open(path, change: o => o with { GroupCommitWindowMs = 2 });
        // The setting that a test must find to be wrong.
        if (isNormal) OutboxFile.Execute(Uplink.AgentChild.FileOf(outbox).Writer, "PRAGMA synchronous = NORMAL");
        for (int number = 0; ; number += 4)
        {
            Task<CommitReceipt>[] four =
                [.. Enumerable.Range(number, 4).Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: 3000), default))];
            foreach (CommitReceipt receipt in await Task.WhenAll(four))
                Console.WriteLine(receipt.Sequence.ToString(CultureInfo.InvariantCulture));
        }
    }
}
