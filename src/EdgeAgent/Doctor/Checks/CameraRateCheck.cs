using System.Globalization;
using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>As many pictures come as the camera announces.</summary>
internal sealed class CameraRateCheck : CameraCheck
{
    public override string Id => "camera-rate";

    public override string Title => "frame rate";

    protected override async Task<CheckResult> LookAsync(CameraSettings camera, DoctorContext context, CancellationToken stop)
    {
        CameraFindings found = await context.CameraAsync(camera, stop);
        if (found.FramesPerSecond is not { } rate) return Skip(camera.Name, "fewer than two pictures came");
        double announced = found.Info!.FramesPerSecond;
        string text = string.Create(CultureInfo.InvariantCulture, $"{rate:0.0} pictures a second{(announced > 0 ? $", {announced:0.#} announced" : "")}");
        if (rate < LeastRate) return Warn(camera, text, "the camera's stream is set low, or the network loses much", "set the stream to 8 or more pictures a second: persons cannot be followed through fewer");
        return announced > 0 && rate < announced * LeastShare
            ? Warn(camera, text, "the camera is overloaded or in the dark (long exposure), or the network loses packets", "look at the camera's load and exposure, and at the cable; try 'transport: tcp'")
            : Fine(camera, text);
    }

    private const double LeastRate = 4;
    private const double LeastShare = 0.7;
}
