namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>A camera under way.</summary>
/// <param name="Pipeline">What runs.</param>
/// <param name="Stop">Ends it alone.</param>
/// <param name="Run">Its end; the fault if it failed.</param>
internal sealed record RunningCamera(CameraPipeline Pipeline, CancellationTokenSource Stop, Task<CameraFault?> Run)
{
    internal string Name => Pipeline.Settings.Name;

    /// <summary>How often the watchdog has started it anew.</summary>
    internal long Restarts { get; init; }
}
