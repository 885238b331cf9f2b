using System.Globalization;
using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The camera's clock is that of the box, as its sender reports tell.</summary>
internal sealed class CameraClockCheck : CameraCheck
{
    public override string Id => "camera-clock";

    public override string Title => "clock of the camera";

    protected override async Task<CheckResult> LookAsync(CameraSettings camera, DoctorContext context, CancellationToken stop)
    {
        CameraFindings found = await context.CameraAsync(camera, stop);
        if (found.ClockOffset is not { } offset) return Skip(camera.Name, camera.Source.IsLive ? "the camera told no time while it was watched" : "a file has no clock");
        string text = string.Create(CultureInfo.InvariantCulture, $"{offset.Duration().TotalSeconds:0.0} s {(offset < TimeSpan.Zero ? "behind" : "ahead of")} the box");
        return offset.Duration() > OffsetMax
            ? Warn(camera, text, "the camera has no time server, or the box has none; what the camera writes into its picture is wrong by as much", "give the camera the box's time server")
            : Fine(camera, text);
    }

    private static readonly TimeSpan OffsetMax = TimeSpan.FromSeconds(2);
}
