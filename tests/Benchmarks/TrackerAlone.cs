using System.Globalization;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Benchmarks;

/// <summary>
/// Times the tracker alone, in processor time since machines are shared, on walkers that cross the frame, start and end all the time,
/// with jitter and misses.
/// </summary>
internal static class TrackerAlone
{
    private const int Frames = 300;
    private const int WarmUpPasses = 2;
    private const int Repetitions = 5;
    private const double FramesPerSecond = 10;
    private const double Jitter = 0.05;
    private const double MissedPart = 0.1;

    /// <summary>Prints milliseconds a frame by number of objects, the best and the median of repetitions by turns, and bytes allocated.</summary>
    internal static void Run()
    {
        int[] counts = [50, 200, 1000];
        List<double>[] times = [[], [], []];
        long[] allocated = new long[counts.Length];
        double[] tracked = new double[counts.Length];
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            for (int i = 0; i < counts.Length; i++) times[i].Add(Measure(counts[i], out allocated[i], out tracked[i]));
        }
        for (int i = 0; i < counts.Length; i++)
        {
            times[i].Sort();
            string cost = string.Create(CultureInfo.InvariantCulture, $"{times[i][0]:0.000} ms a frame at best, {times[i][Repetitions / 2]:0.000} in the median");
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{counts[i],5} objects, {tracked[i],6:0.0} tracks: {cost}, {allocated[i]} bytes allocated in {Frames} frames"));
        }
    }

    private static double Measure(int objects, out long allocated, out double tracked)
    {
        Detection[][] frames = [.. Enumerable.Range(0, Frames).Select(f => Scene(objects, f))];
        Tracker tracker = new(new TrackerOptions { TracksMax = 1000 });
        for (int f = 0; f < WarmUpPasses * Frames; f++) Update(tracker, frames, f);
        long tracks = 0, bytes = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan started = Environment.CpuUsage.TotalTime;
        for (int f = WarmUpPasses * Frames; f < (WarmUpPasses + 1) * Frames; f++)
        {
            Update(tracker, frames, f);
            tracks += tracker.Active.Count;
        }
        double milliseconds = (Environment.CpuUsage.TotalTime - started).TotalMilliseconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - bytes;
        tracked = (double)tracks / Frames;
        return milliseconds / Frames;
    }

    private static void Update(Tracker tracker, Detection[][] frames, int frame) =>
        tracker.Update(new MediaTime((long)(frame / FramesPerSecond * 1e9)), frames[frame % Frames]);

    // The more there are the smaller they are, as in a view from higher up: together their boxes cover the frame once.
    private static Detection[] Scene(int objects, int frame)
    {
        Random jitter = new(frame);
        float height = (float)Math.Sqrt(2.0 / objects), width = height / 2;
        List<Detection> seen = [];
        for (int i = 0; i < objects; i++)
        {
            Random own = new(i);
            double lane = own.NextDouble(), start = own.NextDouble(), speed = ((2 * own.NextDouble()) - 1) * width * 2;
            double x = start + (speed * frame / FramesPerSecond), wobble = Jitter * ((2 * jitter.NextDouble()) - 1);
            x -= Math.Floor(x);
            float score = 0.4f + (0.5f * jitter.NextSingle());
            if (jitter.NextDouble() < MissedPart) continue;
            BoundingBox box = new((float)(x + (wobble * width)), (float)((lane * (1 - height)) + (wobble * height)), width, height);
            seen.Add(new Detection(box.ClipToFrame(), score, 0));
        }
        return [.. seen];
    }
}
