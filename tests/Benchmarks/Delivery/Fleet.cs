using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Benchmarks.Delivery;

/// <summary>
/// Many boxes, each with the real uplink and a connection of its own, against one broker and one listener that checks that nothing is
/// missing and nothing is out of order. Boxes live in processes of 250: libmosquitto waits with select(), which knows descriptors below 1024,
/// and a client has three.
/// </summary>
internal static class Fleet
{
    private const int BoxesPerProcess = 250;

    internal static async Task RunAsync(BrokerOptions broker, int devices, int perSecond, int seconds)
    {
        ConcurrentDictionary<string, (long Count, long Last, long Disorder)> seen = new();
        ConsumerConnection listener = new(
            new ConsumerConnectionOptions { Broker = broker, ClientId = "fleet", Filters = ["sc1/fleet/+/+/evt/#"] },
            message => Note(seen, message), TimeProvider.System, new Random(3));
        using CancellationTokenSource end = new();
        Task listening = listener.RunAsync(end.Token);
        await listener.WaitUntilSubscribedAsync(default);
        Stopwatch watch = Stopwatch.StartNew();
        Process[] processes = [.. Enumerable.Range(0, (devices + BoxesPerProcess - 1) / BoxesPerProcess)
            .Select(n => Start(broker, n, (devices, perSecond, seconds)))];
        foreach (Process one in processes) Console.WriteLine(await one.StandardOutput.ReadLineAsync());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{processes.Length} processes after {watch.Elapsed.TotalSeconds:F1} s"));
        watch.Restart();
        foreach (Process one in processes) one.StandardInput.WriteLine("go");
        long[][] ends = await Task.WhenAll(processes.Select(EndAsync));
        double took = watch.Elapsed.TotalSeconds;
        long made = ends.Sum(e => e[0]);
        // What is acknowledged is with the broker; the listener may be a little behind.
        while (seen.Values.Sum(s => s.Count) < made && watch.Elapsed.TotalSeconds < took + 30) await Task.Delay(50);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {devices} | {perSecond} | {made} | {made / took:F0} | {made - seen.Values.Sum(s => s.Count)} | {seen.Values.Sum(s => s.Disorder)} | " +
            $"{ends.Sum(e => e[1])} | {ends.Sum(e => e[2])} |"));
        await end.CancelAsync();
        await listening;
    }

    private static Process Start(BrokerOptions broker, int number, (int Devices, int PerSecond, int Seconds) all)
    {
        int first = number * BoxesPerProcess, count = Math.Min(BoxesPerProcess, all.Devices - first);
        string[] words =
        [
            typeof(Fleet).Assembly.Location, "delivery", "boxes", broker.Address,
            .. new[] { first, count, all.PerSecond * count / all.Devices, all.Seconds }.Select(w => w.ToString(CultureInfo.InvariantCulture)),
        ];
        return Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    private static async Task<long[]> EndAsync(Process process)
    {
        string line = await process.StandardOutput.ReadLineAsync() ?? "0 0 0";
        await process.WaitForExitAsync();
        process.Dispose();
        return [.. line.Split(' ').Select(w => long.Parse(w, CultureInfo.InvariantCulture))];
    }

    private static ValueTask Note(ConcurrentDictionary<string, (long Count, long Last, long Disorder)> seen, ConsumerConnectionMessage message)
    {
        ReadOnlySpan<byte> digits = message.Payload.Span[^20..^1];
        long sequence = 0;
        foreach (byte digit in digits) sequence = (sequence * 10) + digit - '0';
        _ = seen.AddOrUpdate(message.Topic, _ => (1, sequence, sequence == 1 ? 0 : 1), (_, was) => sequence <= was.Last
            ? was : (was.Count + 1, sequence, was.Disorder + (sequence == was.Last + 1 ? 0 : 1)));
        return default;
    }
}
