using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Processor and wall time of a run by session settings, by turns in one process, and of crops by batch size.</summary>
internal static class SessionComparison
{
    private const int Warmups = 3;

    /// <summary>Milliseconds a run: the least and the median of the turns.</summary>
    internal static void RunVariants(string models, string model, int turns)
    {
        ModelStore store = ModelStore.Open(models);
        List<(string Name, OnnxSession Session)> entries =
            [.. SessionVariant.All.Select(v => (v.Name, BenchmarkSession.Open(store, model, v.Options)))];
        Console.WriteLine($"{model}, {turns} runs each by turns, ms a run");
        Measure(entries, turns, 1);
    }

    /// <summary>Milliseconds a crop when several go through the model at once.</summary>
    internal static void RunBatches(string models, string model, int turns)
    {
        ModelStore store = ModelStore.Open(models);
        Console.WriteLine($"{model}, {turns} runs each by turns, ms a crop");
        List<(string Name, OnnxSession Session)> entries =
            [.. new[] { 1, 2, 4, 8 }.Select(b => ($"{b}", BenchmarkSession.Open(store, model, OnnxSessionOptions.Default, b)))];
        Measure(entries, turns, null);
    }

    private static void Measure(List<(string Name, OnnxSession Session)> entries, int turns, int? crops)
    {
        double[][] processor = [.. entries.Select(_ => new double[turns])], wall = [.. entries.Select(_ => new double[turns])];
        foreach ((_, OnnxSession session) in entries)
            for (int i = 0; i < Warmups; i++) session.Run();
        for (int turn = 0; turn < turns; turn++)
        {
            for (int i = 0; i < entries.Count; i++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                long start = TimeProvider.System.GetTimestamp();
                entries[i].Session.Run();
                double divisor = crops ?? entries[i].Session.Inputs[0].Shape[0];
                wall[i][turn] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds / divisor;
                processor[i][turn] = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / divisor;
            }
        }
        Console.WriteLine($"{"",-22}{"processor",10} {"(median)",9} {"wall",8} {"(median)",9}");
        for (int i = 0; i < entries.Count; i++)
        {
            Array.Sort(processor[i]);
            Array.Sort(wall[i]);
            Console.WriteLine(
                $"{entries[i].Name,-22}{processor[i][0],10:F2} {processor[i][turns / 2],9:F2} {wall[i][0],8:F2} {wall[i][turns / 2],9:F2}");
            entries[i].Session.Dispose();
        }
    }
}
