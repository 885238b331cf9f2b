using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>privacy</c> of a camera: what is more than the least needs a stated purpose.</summary>
internal static class PrivacySection
{
    internal static CameraPrivacy Bind(YamlMap map)
    {
        CameraPrivacy privacy = new()
        {
            Faces = map.Optional("faces", Scalars.OneOf(("blurred", FacePrivacy.Blurred), ("kept", FacePrivacy.Kept)), FacePrivacy.Blurred, "heads in pictures; 'kept' needs a purpose"),
            FacesKeptIn = map.Values(
                "facesKeptIn", Scalars.OneOf(("scene", KeyFrameRole.Scene), ("subject", KeyFrameRole.Subject), ("plate", KeyFrameRole.Plate)),
                [KeyFrameRole.Scene, KeyFrameRole.Subject, KeyFrameRole.Plate], "with faces 'kept': in which pictures"),
            Plates = map.Optional(
                "plates", Scalars.OneOf(("off", PlatePrivacy.Off), ("hash", PlatePrivacy.Hash), ("on", PlatePrivacy.On)), PlatePrivacy.Off,
                "licence plates: not read, told as a keyed hash, or as text; the latter two need the section 'plates'"),
            Purpose = map.OptionalOrNull("purpose", Scalars.Text(), "why, for example traffic-safety; goes into every event (default: the purpose of plates)"),
            Retention = map.OptionalValue("retentionHours", Scalars.Hours(1, 8760), "how long this camera's records may wait in the store (default: as the store keeps them)"),
        };
        if (privacy.Purpose is null && privacy.Faces == FacePrivacy.Kept) map.Fault("faces", "'kept' needs a purpose: set 'purpose' too, or leave faces blurred");
        return privacy;
    }
}
