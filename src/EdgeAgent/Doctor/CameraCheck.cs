using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Doctor;

/// <summary>A check of each camera.</summary>
internal abstract class CameraCheck : ICheck
{
    /// <inheritdoc />
    public abstract string Id { get; }

    /// <inheritdoc />
    public abstract string Title { get; }

    /// <inheritdoc />
    public async Task<IReadOnlyList<CheckResult>> RunAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return [Skip(null, "the settings are at fault")];
        List<CheckResult> results = [];
        foreach (CameraSettings camera in settings.Cameras) results.Add(await LookAsync(camera, context, stop));
        return results;
    }

    /// <summary>Looks at one camera.</summary>
    protected abstract Task<CheckResult> LookAsync(CameraSettings camera, DoctorContext context, CancellationToken stop);

    protected CheckResult Fine(CameraSettings camera, string sentence) => CheckResult.Ok(Id, camera.Name, sentence);

    protected CheckResult Skip(string? camera, string because) => CheckResult.Skipped(Id, camera, because);

    protected CheckResult Warn(CameraSettings camera, string sentence, string cause, string next) => new(Id, camera.Name, CheckOutcome.Warning, sentence, cause, next);

    protected CheckResult Fail(CameraSettings camera, string sentence, string cause, string next) => new(Id, camera.Name, CheckOutcome.Error, sentence, cause, next);
}
