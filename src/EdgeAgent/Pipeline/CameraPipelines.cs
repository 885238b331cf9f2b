using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The cameras of a run, side by side: one that fails does not stop the others.</summary>
internal sealed class CameraPipelines : IDisposable
{
    private readonly List<CameraPipeline> _cameras = [];
    private readonly Action<string> _say;

    private CameraPipelines(Action<string> say) => _say = say;

    /// <summary>In the order of the settings.</summary>
    internal IReadOnlyList<CameraPipeline> All => _cameras;

    /// <summary>Puts them together.</summary>
    /// <param name="settings">With one camera or more.</param>
    /// <param name="models">Borrowed; must live as long as the cameras run.</param>
    /// <param name="services">What they are given by their surroundings.</param>
    internal static CameraPipelines Create(RunSettings settings, VisionModels models, RunServices services)
    {
        CameraPipelines cameras = new(services.Say);
        try
        {
            foreach (CameraSettings camera in settings.Cameras)
                cameras._cameras.Add(CameraPipeline.Create(camera, models.ForCamera(), settings.OutputDirectory is not null, services));
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
        CameraFault?[] faults = await Task.WhenAll(_cameras.Select(camera => RunOneAsync(camera, stop)));
        return [.. faults.OfType<CameraFault>()];
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
            // Told at the end too, after what was seen before it was sent; with other cameras that end may be months away.
            if (_cameras.Count > 1) _say($"camera {camera.Settings.Name} has ended, the others go on: {e.Message}");
            return new CameraFault(camera.Settings.Name, e);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (CameraPipeline camera in _cameras) camera.Dispose();
    }
}
