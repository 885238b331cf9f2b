using System.Globalization;
using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>Key frames come often enough: the idle pace decodes only these, and a reconnect waits for one.</summary>
internal sealed class CameraKeyFramesCheck : CameraCheck
{
    public override string Id => "camera-key-frames";

    public override string Title => "distance of key frames";

    protected override async Task<CheckResult> LookAsync(CameraSettings camera, DoctorContext context, CancellationToken stop)
    {
        CameraFindings found = await context.CameraAsync(camera, stop);
        if (found.Frames == 0) return Skip(camera.Name, "no pictures came");
        if (found.KeyFrameInterval is not { } interval)
            return Warn(camera, $"fewer than two key frames came in {context.Watch.TotalSeconds:0} s", Cause, Next);
        string text = string.Create(CultureInfo.InvariantCulture, $"a key frame every {interval.TotalSeconds:0.0} s");
        return interval > IntervalMax ? Warn(camera, text, Cause, Next) : Fine(camera, text);
    }

    private const string Cause = "a long group of pictures, or a 'smart' codec that stretches it";
    private const string Next = "set the camera's key frame (I-frame) interval to 1 to 2 s, and switch its smart codec off";
    private static readonly TimeSpan IntervalMax = TimeSpan.FromSeconds(4.5);
}
