using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>What is hidden in a camera's pictures, and how its events tell it.</summary>
/// <param name="Policy">For pictures.</param>
/// <param name="Events">For every event.</param>
internal sealed record CameraMasking(MaskingPolicy Policy, EventPrivacy Events)
{
    /// <summary>No picture has its faces masked.</summary>
    internal bool KeepsAllFaces => Enum.GetValues<KeyFrameRole>().All(Policy.KeepsFaces);

    /// <summary>Of a camera's settings.</summary>
    /// <param name="camera">The settings.</param>
    /// <param name="platePurpose">Why plates are read; null: they are not.</param>
    internal static CameraMasking Of(CameraSettings camera, string? platePurpose)
    {
        CameraPrivacy privacy = camera.Privacy;
        MaskingPolicy policy = new()
        {
            Areas = camera.Masks,
            FacesKeptIn = privacy.Faces == FacePrivacy.Kept ? privacy.FacesKeptIn : [],
            // A plate that nobody reads is nobody's business.
            KeepsPlates = privacy.Plates == PlatePrivacy.On && platePurpose is not null,
        };
        string plates = platePurpose is null ? "off" : privacy.Plates == PlatePrivacy.Hash ? "hashed" : "kept";
        return new CameraMasking(policy, new EventPrivacy(privacy.Faces == FacePrivacy.Kept ? "kept" : "blurred", plates, privacy.Purpose ?? platePurpose));
    }
}
