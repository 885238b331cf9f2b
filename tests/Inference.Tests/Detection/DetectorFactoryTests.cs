using System.Text.Json;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Tests.Shared;

namespace SafeCity.Edge.Inference.Tests.Detection;

public sealed class DetectorFactoryTests : IDisposable
{
    private const string Weights = "centernet-512x512.onnx";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safecity-edge-detectors-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void An_unknown_decoder_is_refused_by_name()
    {
        WriteCard(Card() with { Decoder = "yolo99" });
        ModelException e = Assert.Throws<ModelException>(() => DetectorFactory.Open(ModelStore.Open(_folder.FullName), "test"));
        Assert.Equal(ModelErrorKind.UnknownDecoder, e.Kind);
        Assert.Contains("'yolo99'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_model_is_refused_by_name()
    {
        ModelException e = Assert.Throws<ModelException>(() => DetectorFactory.Open(ModelStore.Open(_folder.FullName), "nobody"));
        Assert.Equal(ModelErrorKind.NoSuchCard, e.Kind);
    }

    [SkippableTheory]
    [InlineData("labels")]
    [InlineData("input")]
    [InlineData("output")]
    [InlineData("name")]
    public void A_card_that_does_not_fit_its_model_is_refused(string what)
    {
        string? models = SharedData.ModelsWith(Weights);
        Skip.If(models is null, $"models/weights/{Weights} is not there: run build/setup.sh");
        ModelCard card = ModelStore.Open(models).Find("centernet-512x512");
        card = what switch
        {
            "labels" => card with { Labels = [.. card.Labels.Skip(1)] },
            "input" => card with { Input = card.Input with { Width = 480 } },
            "output" => card with { Outputs = [card.Outputs[0], "nothing"] },
            _ => card with { Input = card.Input with { Name = "nothing" } },
        };
        using FileStream original = File.OpenRead(Path.Combine(models, "weights", Weights));
        using (FileStream copy = File.Create(Path.Combine(_folder.FullName, Weights))) original.CopyTo(copy);
        WriteCard(card);
        ModelException e = Assert.Throws<ModelException>(() => DetectorFactory.Open(ModelStore.Open(_folder.FullName), card.Name));
        Assert.Equal(ModelErrorKind.CardMismatch, e.Kind);
        Assert.Contains(card.Name, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0f, null)]
    [InlineData(1.5f, null)]
    [InlineData(float.NaN, null)]
    [InlineData(null, -0.1f)]
    public void Thresholds_out_of_their_range_are_refused(float? score, float? overlap) =>
        Assert.Throws<ArgumentException>(() => DetectorLimits.From(Card(), new DetectorOptions { ScoreThreshold = score, OverlapMax = overlap }));

    private static ModelCard Card() => new()
    {
        Name = "test",
        Version = "1",
        File = "test.onnx",
        Sha256 = new string('0', 64),
        Source = "made up",
        Licence = "MIT",
        Task = "object-detection",
        Decoder = "centernet",
        Input = new ModelInput { Name = "image", Layout = "nchw", Width = 64, Height = 64, Channels = "rgb" },
        Outputs = ["keypoints", "wh"],
        Labels = ["person"],
        ScoreThreshold = 0.25f,
    };

    private void WriteCard(ModelCard card) =>
        File.WriteAllText(Path.Combine(_folder.FullName, "test.card.json"), JsonSerializer.Serialize(card, ModelCardJson.Default.ModelCard));
}
