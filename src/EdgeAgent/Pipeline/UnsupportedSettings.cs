using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>What a camera's settings may say and the pipeline does not do yet: refused, since a privacy setting that is passed over is worse than none.</summary>
internal static class UnsupportedSettings
{
    /// <exception cref="FormatException">One of them is set.</exception>
    internal static void Refuse(CameraSettings camera)
    {
        string? setting = camera switch
        {
            { Privacy.Retention: not null } => "privacy.retentionHours",
            _ => null,
        };
        if (setting is not null) throw new FormatException($"camera {camera.Name}: '{setting}' is not supported by this version: leave it out");
    }
}
