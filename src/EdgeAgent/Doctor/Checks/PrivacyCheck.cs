using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>What of persons and plates leaves the box has a stated purpose; what is more than the least is said aloud.</summary>
internal sealed class PrivacyCheck : CameraCheck
{
    public override string Id => "privacy";

    public override string Title => "privacy policy";

    protected override Task<CheckResult> LookAsync(CameraSettings camera, DoctorContext context, CancellationToken stop)
    {
        CameraPrivacy privacy = camera.Privacy;
        string? purpose = privacy.Purpose ?? (privacy.Plates == PlatePrivacy.Off ? null : context.Settings!.Models.Plates?.Purpose);
        string text = $"faces {privacy.Faces.ToString().ToLowerInvariant()}, plates {privacy.Plates.ToString().ToLowerInvariant()}{(purpose is null ? "" : $", for {purpose}")}";
        if (purpose is null && (privacy.Faces != FacePrivacy.Blurred || privacy.Plates != PlatePrivacy.Off))
            return Task.FromResult(Fail(camera, text, "more than the least leaves the box, and nobody has said why", "set the camera's privacy.purpose, or faces: blurred and plates: off"));
        return Task.FromResult(privacy.Faces == FacePrivacy.Kept
            ? Warn(camera, text, "faces leave the box as they are", "make sure that the purpose allows it; else set faces: blurred")
            : Fine(camera, text));
    }
}
