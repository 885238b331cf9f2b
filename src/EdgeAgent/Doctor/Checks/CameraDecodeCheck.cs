using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The pictures arrive whole.</summary>
internal sealed class CameraDecodeCheck : CameraCheck
{
    public override string Id => "camera-decode";

    public override string Title => "decode errors";

    protected override async Task<CheckResult> LookAsync(CameraSettings camera, DoctorContext context, CancellationToken stop)
    {
        CameraFindings found = await context.CameraAsync(camera, stop);
        if (found.Frames == 0) return Skip(camera.Name, "no pictures came");
        string text = $"{found.DecodeErrors} errors in {found.Frames} pictures";
        return found.DecodeErrors == 0
            ? Fine(camera, text)
            : Warn(camera, text, "packets are lost on the way, or the file is damaged", "check the cable and the switch; use 'transport: tcp'");
    }
}
