using SafeCity.Edge.Agent.Health;
using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Control;

/// <summary>What looks at a run and answers for it, beside the run itself: control socket, health, metrics. None of them can end it by failing to open.</summary>
internal sealed class AgentWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceNotifier _notifier = new(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));
    private AgentMetrics? _metrics;
    private MetricsEndpoint? _endpoint;
    private ControlServer? _control;

    /// <summary>What answers for the running agent.</summary>
    internal IControlTarget Target { get; private set; } = null!;

    private Task _monitoring = Task.CompletedTask;

    private AgentWatch()
    {
    }

    /// <summary>Begins to watch.</summary>
    /// <param name="parts">What is watched.</param>
    /// <param name="feed">Facts as they are committed.</param>
    /// <param name="time">Clock.</param>
    /// <param name="say">Takes a sentence for the operator.</param>
    internal static AgentWatch Start(AgentParts parts, EventFeed feed, TimeProvider time, Action<string> say)
    {
        AgentWatch watch = new();
        HealthMonitor health = new(parts.Cameras, time, say, watch._notifier);
        AgentControl control = new(parts, feed, health, time);
        watch.Target = control;
        watch._monitoring = health.RunAsync(watch._stop.Token);
        watch._metrics = new AgentMetrics(control.Status);
        try
        {
            watch._control = ControlServer.Open(PathOf(parts.Settings), control, time);
            if (parts.Settings.Health.MetricsPort is int port) watch._endpoint = MetricsEndpoint.Open(port);
        }
        catch (IOException e)
        {
            // Who watches must not end what is watched.
            say($"{e.Message} The agent runs on without it.");
        }
        return watch;
    }

    /// <summary>Where a run's socket is.</summary>
    internal static string PathOf(RunSettings settings) => settings.ControlSocketFile ?? Path.Combine(Path.GetFullPath(settings.DataDirectory), ControlSocket.FileName);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _monitoring;
        if (_control is not null) await _control.DisposeAsync();
        if (_endpoint is not null) await _endpoint.DisposeAsync();
        _metrics?.Dispose();
        _notifier.Dispose();
        _stop.Dispose();
    }
}
