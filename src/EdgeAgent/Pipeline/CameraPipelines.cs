using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The cameras of a run, side by side: one that fails, or is exchanged for one with other settings, does not disturb the others.</summary>
internal sealed class CameraPipelines : IDisposable
{
    private readonly Func<CameraSettings, CameraPipeline> _make;
    private readonly Action<string> _say;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private List<CameraPipeline> _waiting = [];
    private RunningCamera[] _running = [];
    private CancellationToken _stop;
    private bool _ended;

    private CameraPipelines(Func<CameraSettings, CameraPipeline> make, Action<string> say) => (_make, _say) = (make, say);

    /// <summary>In the order of the settings.</summary>
    internal IReadOnlyList<CameraPipeline> All => _running.Length > 0 ? [.. Running.Select(r => r.Pipeline)] : _waiting;

    /// <summary>Those that were started, in the order of the settings.</summary>
    internal IReadOnlyList<RunningCamera> Running => Volatile.Read(ref _running);

    /// <summary>Puts them together.</summary>
    /// <param name="settings">With one camera or more.</param>
    /// <param name="models">Borrowed; must live as long as the cameras run.</param>
    /// <param name="services">What they are given by their surroundings.</param>
    internal static CameraPipelines Create(RunSettings settings, VisionModels models, RunServices services)
    {
        CameraPipelines cameras = new(camera => CameraPipeline.Create(camera, models.ForCamera(), settings.OutputDirectory is not null, services), services.Say);
        try
        {
            foreach (CameraSettings camera in settings.Cameras) cameras._waiting.Add(cameras._make(camera));
            return cameras;
        }
        catch
        {
            cameras.Dispose();
            throw;
        }
    }

    /// <summary>Runs until every source has ended or failed, or until cancelled.</summary>
    /// <returns>Those that failed.</returns>
    internal async Task<IReadOnlyList<CameraFault>> RunAsync(CancellationToken stop)
    {
        _stop = stop;
        _running = [.. _waiting.Select(p => Start(p, 0))];
        while (true)
        {
            IReadOnlyList<RunningCamera> now = Running;
            CameraFault?[] faults = await Task.WhenAll(now.Select(c => c.Run));
            // One that was exchanged has ended too: what counts is what took its place.
            await _changing.WaitAsync(CancellationToken.None);
            _ended = ReferenceEquals(now, Running);
            _changing.Release();
            if (_ended) return [.. faults.OfType<CameraFault>()];
        }
    }

    /// <summary>
    /// Takes other settings: cameras that stay as they are go on undisturbed, the rest is stopped, exchanged or added. Everything is put
    /// together once before anything stops; if it cannot be, or a later step fails, the cameras run on as before.
    /// </summary>
    /// <param name="next">All cameras that are to run.</param>
    /// <returns>The names of those that were stopped, started or exchanged.</returns>
    /// <exception cref="FormatException">The settings cannot be taken: nothing changed.</exception>
    internal async Task<IReadOnlyList<string>> ApplyAsync(IReadOnlyList<CameraSettings> next)
    {
        await _changing.WaitAsync(CancellationToken.None);
        try
        {
            if (_ended || _stop.IsCancellationRequested) throw new InvalidOperationException("the agent is ending: start it again with the new settings");
            IReadOnlyList<RunningCamera> before = Running;
            RunningCamera? Kept(CameraSettings settings) => before.FirstOrDefault(r => r.Name == settings.Name && r.Pipeline.Settings.Fingerprint == settings.Fingerprint);
            foreach (CameraSettings settings in next)
                if (Kept(settings) is null) _make(settings).Dispose();
            RunningCamera[] leaving = [.. before.Where(r => !next.Any(n => Kept(n) == r))];
            await StopAsync(leaving);
            RunningCamera[] after = StartAll(next, Kept, leaving);
            Volatile.Write(ref _running, after);
            foreach (RunningCamera gone in leaving) gone.Pipeline.Dispose();
            return [.. leaving.Select(l => l.Name).Union(after.Except(before).Select(a => a.Name))];
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends one camera and starts it anew with the same settings; false if it does not end within the time.</summary>
    internal async Task<bool> RestartAsync(string name, TimeSpan within)
    {
        await _changing.WaitAsync(CancellationToken.None);
        try
        {
            int at = Array.FindIndex(_running, r => r.Name == name);
            if (_ended || at < 0) return true;
            RunningCamera old = _running[at];
            await old.Stop.CancelAsync();
            if (await Task.WhenAny(old.Run, Task.Delay(within, CancellationToken.None)) != old.Run) return false;
            RunningCamera[] after = [.. _running];
            after[at] = Start(_make(old.Pipeline.Settings), old.Restarts + 1);
            Volatile.Write(ref _running, after);
            old.Pipeline.Dispose();
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    private RunningCamera[] StartAll(IReadOnlyList<CameraSettings> next, Func<CameraSettings, RunningCamera?> kept, RunningCamera[] leaving)
    {
        List<RunningCamera> started = [];
        try
        {
            foreach (CameraSettings settings in next)
                if (kept(settings) is null) started.Add(Start(_make(settings), 0));
        }
        catch
        {
            // Back: what was stopped is started as it was.
            foreach (RunningCamera one in started) one.Stop.Cancel();
            Volatile.Write(ref _running, [.. _running.Select(r => leaving.Contains(r) ? Start(_make(r.Pipeline.Settings), r.Restarts) : r)]);
            throw;
        }
        return [.. next.Select(n => kept(n) ?? started.First(s => s.Name == n.Name))];
    }

    private static async Task StopAsync(RunningCamera[] cameras)
    {
        foreach (RunningCamera camera in cameras) await camera.Stop.CancelAsync();
        await Task.WhenAll(cameras.Select(c => c.Run));
    }

    private RunningCamera Start(CameraPipeline pipeline, long restarts)
    {
        CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(_stop);
        return new RunningCamera(pipeline, stop, RunOneAsync(pipeline, stop.Token)) { Restarts = restarts };
    }

    private async Task<CameraFault?> RunOneAsync(CameraPipeline camera, CancellationToken stop)
    {
        try
        {
            await camera.RunAsync(stop);
            return null;
        }
        catch (Exception e) when (e is VideoSourceException or ModelOutputException)
        {
            camera.Statistics.SetFault(e.Message);
            // Told at the end too, after what was seen before it was sent; with other cameras that end may be months away.
            if (All.Count > 1) _say($"camera {camera.Settings.Name} has ended, the others go on: {e.Message}");
            return new CameraFault(camera.Settings.Name, e);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (CameraPipeline camera in All) camera.Dispose();
        foreach (RunningCamera camera in _running) camera.Stop.Dispose();
        _waiting = [];
        _changing.Dispose();
    }
}
