using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The camera gives pictures to the user of the settings.</summary>
internal sealed class CameraStreamCheck : CameraCheck
{
    public override string Id => "camera-stream";

    public override string Title => "RTSP handshake and authentication";

    protected override async Task<CheckResult> LookAsync(CameraSettings camera, DoctorContext context, CancellationToken stop)
    {
        CameraFindings found = await context.CameraAsync(camera, stop);
        if (found.Fault is not { } fault) return Fine(camera, $"{camera.Source} gave {found.Frames} pictures of {found.Info!.Width}x{found.Info.Height}");
        return fault.Kind == VideoSourceError.Unauthorized
            ? Fail(camera, fault.Message, "user or password are wrong, or the camera has locked the user out", "set the password with 'safecity-edge config set-secret', and try it in the camera's own page")
            : Fail(camera, fault.Message, "the address, the path of the stream or the camera is at fault", "try the address in a player; see the check 'camera-reachable'");
    }
}
