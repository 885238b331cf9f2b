using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Benchmarks;

/// <summary>
/// Processor time of decoding a clip at each pace, and of the ways to go from key frames back to every frame. By turns, five times; the
/// least of each counts, since other work on the machine only ever adds.
/// </summary>
internal static class DecodePaces
{
    private const int Rounds = 5;

    internal static void Run(string clip)
    {
        (string Name, VideoDecoderOptions Options, bool Idle)[] ways =
        [
            ("every frame", new VideoDecoderOptions(), false),
            ("idle", new VideoDecoderOptions(), true),
            ("2 threads", new VideoDecoderOptions { Threads = 2 }, false),
        ];
        TimeSpan[] least = [.. ways.Select(_ => TimeSpan.MaxValue)];
        long[] frames = new long[ways.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int way = 0; way < ways.Length; way++)
            {
                (TimeSpan spent, frames[way]) = Read(clip, ways[way].Options, ways[way].Idle);
                if (spent < least[way]) least[way] = spent;
            }
        }
        for (int way = 0; way < ways.Length; way++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{ways[way].Name,-12} {frames[way],5} frames {least[way].TotalMilliseconds,7:F0} ms processor time, {least[way] / least[0]:P0} of every frame"));
        }
        TellWakeUp(clip);
    }

    private static (TimeSpan Spent, long Frames) Read(string clip, VideoDecoderOptions options, bool idle)
    {
        SceneFeedback feedback = new();
        if (idle) feedback.Post(new SceneActivity(0, MediaTime.Zero + TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), 0));
        TimeSpan before = Environment.CpuUsage.TotalTime;
        using VideoDecoder decoder = VideoDecoder.Open(
            VideoSource.Parse(clip), options with { Pace = idle ? new DecodePace(feedback, new DecodePaceOptions()) : null }, TimeProvider.System);
        using DecodedFrame frame = new();
        while (decoder.Read(frame) == DecodeResult.Frame) { }
        return (Environment.CpuUsage.TotalTime - before, decoder.Frames);
    }

    /// <summary>From the movement's report until the newest picture is there: decoding what was held, or waiting for a key frame.</summary>
    private static void TellWakeUp(string clip)
    {
        List<double> caughtUp = [], waited = [];
        for (int delay = 1; delay <= 20; delay++)
        {
            SceneFeedback feedback = new();
            feedback.Post(new SceneActivity(0, MediaTime.Zero + TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), 0));
            DecodePace pace = new(feedback, new DecodePaceOptions());
            using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(clip), new VideoDecoderOptions { Pace = pace }, TimeProvider.System);
            using DecodedFrame frame = new();
            int keyFrames = 0;
            while (keyFrames < 3 && decoder.Read(frame) == DecodeResult.Frame)
            {
                if (decoder.Rate == DecodeRate.KeyFrames) keyFrames++;
            }
            if (keyFrames < 3) return;
            double last = frame.Time.Seconds;
            // The analysis says so at the packet after the key frame; what a later report costs is one group's decoding at most.
            feedback.Post(new SceneActivity(1, MediaTime.Zero + TimeSpan.FromMinutes(10), TimeSpan.Zero, 0));
            long started = Stopwatch.GetTimestamp();
            if (decoder.Read(frame) != DecodeResult.Frame) return;
            caughtUp.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            waited.Add(frame.Time.Seconds - last);
        }
        caughtUp.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"wake-up: next picture {caughtUp[0]:F1} ms after the report (median {caughtUp[caughtUp.Count / 2]:F1}), {waited[0] * 1000:F0} ms of media time after the key frame"));
    }
}
