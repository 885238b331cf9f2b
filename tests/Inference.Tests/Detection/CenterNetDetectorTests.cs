using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Tests.Shared;
using Xunit.Abstractions;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class CenterNetDetectorTests(ITestOutputHelper output)
{
    private const int Person = 0;
    internal const double FrameSeconds = 10;

    // Counted by hand in the frame at 10 s, foot points in parts of the frame: nobody else is there.
    internal static readonly (float X, float Y)[] Walkers =
        [(0.785f, 0.410f), (0.471f, 0.476f), (0.685f, 0.380f), (0.512f, 0.448f), (0.661f, 0.380f), (0.297f, 0.163f), (0.571f, 0.433f)];

    [SkippableTheory]
    [InlineData("centernet-512x512", TensorFit.Letterbox)]
    [InlineData("centernet-512x384", TensorFit.Letterbox)]
    [InlineData("centernet-640x384", TensorFit.Stretch)]
    public async Task Walkers_and_vehicles_are_found_in_a_real_frame(string model, TensorFit fit)
    {
        (IDetector<DetectedObject> detector, DemoClipFrame frame) = await OpenAsync(model, fit);
        using (detector)
        {
            DetectedObject[] found = new DetectedObject[100];
            int count = detector.Detect(frame.View, found);
            foreach (DetectedObject d in found.AsSpan(0, count)) output.WriteLine($"{detector.Card.Labels[d.ClassId]} {d.Score:F2} {d.Box}");
            BoundingBox[] people = [.. found.Take(count).Where(d => d.ClassId == Person).Select(d => d.Box)];
            int met = Walkers.Count(w => people.Any(p => Math.Abs(p.CenterX - w.X) < 0.03 && Math.Abs(p.Bottom - w.Y) < 0.05));
            Assert.True(met >= Walkers.Length - 1, $"{met} of {Walkers.Length} walkers were found");
            Assert.True(people.Length <= Walkers.Length + 4, $"{people.Length} people were found where {Walkers.Length} are");
            Assert.Contains(found.Take(count), d => detector.Card.Labels[d.ClassId] is "truck" or "car" or "bus" && Overlaps(d.Box, 0.845f, 0.075f, 0.10f, 0.10f));
            Assert.Contains(found.Take(count), d => detector.Card.Labels[d.ClassId] is "car" or "truck" && Overlaps(d.Box, 0.955f, 0.083f, 0.045f, 0.08f));
        }
    }

    [SkippableFact]
    public async Task Detecting_allocates_nothing_and_times_its_stages()
    {
        (IDetector<DetectedObject> detector, DemoClipFrame frame) = await OpenAsync("centernet-256x256", TensorFit.Stretch);
        using (detector)
        {
            DetectedObject[] found = new DetectedObject[100];
            detector.Detect(frame.View, found);
            AllocationCheck allocations = AllocationCheck.Start();
            for (int i = 0; i < 5; i++) detector.Detect(frame.View, found);
            allocations.AssertNone();
            DetectorTimings timings = detector.LastTimings;
            Assert.True(timings.Preprocess > TimeSpan.Zero && timings.Inference > TimeSpan.Zero && timings.Decode > TimeSpan.Zero, $"{timings}");
        }
    }

    private static bool Overlaps(BoundingBox box, float x, float y, float width, float height) =>
        BoundingBox.IntersectionOverUnion(box, new BoundingBox(x, y, width, height)) > 0.4f;

    private static async Task<(IDetector<DetectedObject> Detector, DemoClipFrame Frame)> OpenAsync(string model, TensorFit fit)
    {
        string? models = SharedData.ModelsWith(model + ".onnx"), clip = SharedData.DemoClip();
        Skip.If(models is null, $"models/weights/{model}.onnx is not there: run build/setup.sh");
        Skip.If(clip is null, "the demo clip vtest.avi is not in the cache folder: run build/setup.sh");
        DemoClipFrame frame = await DemoClipFrame.ReadAsync(clip, FrameSeconds);
        return (DetectorFactory.Open(ModelStore.Open(models), model, new DetectorOptions { Fit = fit }), frame);
    }
}
