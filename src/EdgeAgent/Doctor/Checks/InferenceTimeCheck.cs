using System.Globalization;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The detector keeps up with the camera.</summary>
internal sealed class InferenceTimeCheck : CameraCheck
{
    public override string Id => "inference-time";

    public override string Title => "inference time against the frames";

    protected override async Task<CheckResult> LookAsync(CameraSettings camera, DoctorContext context, CancellationToken stop)
    {
        CameraFindings found = await context.CameraAsync(camera, stop);
        if (found.FramesPerSecond is not { } rate) return Skip(camera.Name, "fewer than two pictures came");
        double milliseconds;
        try
        {
            milliseconds = Measure(context);
        }
        catch (Exception e) when (e is ModelException or OnnxRuntimeException or DllNotFoundException)
        {
            return Skip(camera.Name, e.Message);
        }
        int cameras = context.Settings!.Cameras.Count;
        double budget = 1000 / rate * Math.Min(Environment.ProcessorCount, cameras) / cameras;
        string text = string.Create(CultureInfo.InvariantCulture, $"a run takes {milliseconds:0} ms, and there are {budget:0} ms for each picture");
        return milliseconds > budget * 2
            ? Warn(camera, text, "the box is slower than its cameras are fast: pictures are left out, which is counted as load", "lower the stream's rate to 8 to 10 a second, take a smaller model, or fewer cameras")
            : Fine(camera, text);
    }

    private const int Runs = 5;

    /// <summary>Milliseconds of a run, the median of a few; tests put a slow box here.</summary>
    internal Func<DoctorContext, double> Measure { get; init; } = static context =>
    {
        using IDetector<Detection> detector = DetectorFactory.Open(
            ModelStore.Open(context.Settings?.ModelsDirectory ?? context.ModelsDirectory), context.Settings?.Models.Whole ?? DefaultModels.Whole, DefaultModels.Options);
        ImageView view = new(PixelLayout.Gray8, 640, 360, fullRange: true, ColorMatrix.Bt601, new byte[640 * 360], 640, [], [], 0);
        Detection[] found = new Detection[64];
        double[] all = new double[Runs];
        detector.Detect(view, found);
        for (int i = 0; i < Runs; i++)
        {
            long started = context.Time.GetTimestamp();
            detector.Detect(view, found);
            all[i] = context.Time.GetElapsedTime(started).TotalMilliseconds;
        }
        Array.Sort(all);
        return all[Runs / 2];
    };
}
