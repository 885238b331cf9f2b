using SafeCity.Edge.Agent.Privacy;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>Which pictures a camera sends, how large, and how many bytes of them an hour.</summary>
internal sealed record KeyFrameSettings
{
    /// <summary>The whole frame of a track's best picture; null: only rules without an object send it.</summary>
    internal RolePlan? Scene { get; init; }

    internal RolePlan Subject { get; init; } = new(640, 80);

    internal RolePlan Plate { get; init; } = new(640, 85);

    /// <summary>Null: as many as there are.</summary>
    internal long? BytesPerHour { get; init; }

    internal RolePlan PlanOf(KeyFrameRole role) => role switch
    {
        KeyFrameRole.Scene => Scene ?? Subject,
        KeyFrameRole.Plate => Plate,
        _ => Subject,
    };
}
