using SafeCity.Edge.Agent.Pipeline;

namespace SafeCity.Edge.Agent.Health;

/// <summary>Once a second: samples the cameras, feeds the service manager's watchdog, restarts what hangs, and gives up where that does not help.</summary>
internal sealed class HealthMonitor(CameraPipelines cameras, TimeProvider time, Action<string> say, ServiceNotifier notifier)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, Watched> _watched = new(StringComparer.Ordinal);

    private sealed record Watched(CameraWatchdog Watchdog, PipelineStatistics Statistics, long Since);

    internal CameraRates Rates { get; } = new(time);

    /// <summary>What ends the process when nothing else helps; tests put something else here.</summary>
    internal Action<string> GiveUp { get; init; } = static sentence => Environment.FailFast(sentence);

    /// <summary>Runs until cancelled.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(Interval, time);
        notifier.Ready();
        try
        {
            do
            {
                foreach (RunningCamera camera in cameras.Running) await LookAsync(camera);
                notifier.Alive();
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
            notifier.Stopping();
        }
    }

    private async Task LookAsync(RunningCamera camera)
    {
        PipelineStatistics statistics = camera.Pipeline.Statistics;
        Rates.Take(statistics);
        // A file may wait for its turn as long as it likes; a camera that has ended is told elsewhere.
        if (!camera.Pipeline.Settings.Source.IsLive || camera.Run.IsCompleted) return;
        Watched watched = _watched.GetValueOrDefault(camera.Name) is { } known && known.Statistics == statistics
            ? known
            : _watched[camera.Name] = new Watched(_watched.GetValueOrDefault(camera.Name)?.Watchdog ?? new CameraWatchdog(), statistics, time.GetTimestamp());
        CameraVitals vitals = new(time.GetElapsedTime(watched.Since), statistics.DecodedAge, statistics.AnalysedAge, statistics.Fault is not null);
        WatchdogAction action = watched.Watchdog.Judge(vitals);
        if (action == WatchdogAction.None) return;
        string ages = $"last frame {Text(vitals.FrameAge)}, last analysed {Text(vitals.AnalysisAge)}";
        if (action == WatchdogAction.RestartStage)
        {
            say($"camera {camera.Name} hangs ({ages}): it is started anew");
            if (await cameras.RestartAsync(camera.Name, EndWithin)) return;
        }
        string sentence = $"camera {camera.Name} hangs ({ages}) and cannot be started anew: the agent ends for its supervisor to start it; what is recorded is safe";
        say(sentence);
        GiveUp(sentence);
    }

    private static string Text(TimeSpan? age) => age is { } a ? $"{a.TotalSeconds:0} s ago" : "never";
}
