using SafeCity.Edge.Agent.Privacy;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>What of persons and plates leaves the box, and why; goes into every event of the camera.</summary>
internal sealed record CameraPrivacy
{
    internal FacePrivacy Faces { get; init; } = FacePrivacy.Blurred;

    /// <summary>In which pictures faces are kept, if they are.</summary>
    internal IReadOnlyList<KeyFrameRole> FacesKeptIn { get; init; } = [KeyFrameRole.Scene, KeyFrameRole.Subject, KeyFrameRole.Plate];

    internal PlatePrivacy Plates { get; init; } = PlatePrivacy.Off;

    /// <summary>Why, as the operator stated it; null while faces are blurred: then that of the plate policy.</summary>
    internal string? Purpose { get; init; }

    /// <summary>How long records may wait in the store at most; null: as the store keeps them.</summary>
    internal TimeSpan? Retention { get; init; }
}
