using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The codec is one that cameras of today send.</summary>
internal sealed class CameraCodecCheck : CameraCheck
{
    public override string Id => "camera-codec";

    public override string Title => "codec";

    protected override async Task<CheckResult> LookAsync(CameraSettings camera, DoctorContext context, CancellationToken stop)
    {
        CameraFindings found = await context.CameraAsync(camera, stop);
        if (found.Info is not { } info) return Skip(camera.Name, "no pictures came");
        string text = $"{info.Codec}, {info.Width}x{info.Height}, {info.PixelFormat}, decoded by {info.Decoder}";
        return info.Codec is "h264" or "hevc" || !camera.Source.IsLive
            ? Fine(camera, text)
            : Warn(camera, text, "each picture is sent whole: that takes many times the network and the processor", "set the camera's stream to H.264 or H.265");
    }
}
