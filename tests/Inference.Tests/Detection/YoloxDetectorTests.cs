using System.Security.Cryptography;
using System.Text.Json;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Tests.Shared;
using Xunit.Abstractions;

namespace SafeCity.Edge.Inference.Tests.Detection;

/// <summary>Bring your own model: published weights that are not part of the product, with a card written here.</summary>
public sealed class YoloxDetectorTests(ITestOutputHelper output) : IDisposable
{
    private const string Weights = "yolox_nano.onnx";
    private const int Person = 0;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safecity-edge-yolox-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Walkers_are_found_in_a_real_frame_without_allocating()
    {
        string? weights = SharedData.Model(Weights), cards = SharedData.ModelsWith("centernet-512x512.onnx"), clip = SharedData.DemoClip();
        Skip.If(weights is null, $"{Weights} is not in the shared folder of models");
        Skip.If(cards is null, "models/weights is not there: run build/setup.sh");
        Skip.If(clip is null, "the demo clip vtest.avi is not in the cache folder: run build/setup.sh");
        WriteCard(weights, ModelStore.Open(cards).Find("centernet-512x512").Labels);
        DemoClipFrame frame = await DemoClipFrame.ReadAsync(clip, CenterNetDetectorTests.FrameSeconds);
        using IDetector<DetectedObject> detector =
            DetectorFactory.Open(ModelStore.Open(_folder.FullName), "yolox-nano", new DetectorOptions { PadValue = 114 });
        DetectedObject[] found = new DetectedObject[100];
        int count = detector.Detect(frame.View, found);
        foreach (DetectedObject d in found.AsSpan(0, count)) output.WriteLine($"{detector.Card.Labels[d.ClassId]} {d.Score:F2} {d.Box}");
        DetectedObject[] people = [.. found.Take(count).Where(d => d.ClassId == Person)];
        int met = CenterNetDetectorTests.Walkers.Count(w => people.Any(p => Math.Abs(p.Box.CenterX - w.X) < 0.03 && Math.Abs(p.Box.Bottom - w.Y) < 0.05));
        Assert.True(met >= 4, $"{met} of {CenterNetDetectorTests.Walkers.Length} walkers were found");
        Assert.True(people.Length <= CenterNetDetectorTests.Walkers.Length + 2, $"{people.Length} people were found");
        Assert.True(people.Count(p => p.Score > 0.5f) >= 2);
        AllocationCheck allocations = AllocationCheck.Start();
        detector.Detect(frame.View, found);
        allocations.AssertNone();
    }

    private void WriteCard(string weights, IReadOnlyList<string> labels)
    {
        File.Copy(weights, Path.Combine(_folder.FullName, Weights));
        ModelCard card = new()
        {
            Name = "yolox-nano",
            Version = "0.1.1",
            File = Weights,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(weights))),
            Source = "Megvii-BaseDetection/YOLOX",
            Licence = "Apache-2.0",
            Task = "object-detection",
            Decoder = "yolox",
            Input = new ModelInput { Name = "images", Layout = "nchw", Width = 416, Height = 416, Channels = "bgr" },
            Outputs = ["output"],
            Labels = labels,
            ScoreThreshold = 0.3f,
        };
        File.WriteAllText(Path.Combine(_folder.FullName, "yolox.card.json"), JsonSerializer.Serialize(card, ModelCardJson.Default.ModelCard));
    }
}
