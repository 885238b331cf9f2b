using System.Security.Cryptography;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.ModelConverter.Cards;
using SafeCity.Edge.ModelConverter.Conversion;
using SafeCity.Edge.ModelConverter.Onnx;
using SafeCity.Edge.ModelConverter.TensorFlow;
using SafeCity.Edge.ModelConverter.Tests.Support;

namespace SafeCity.Edge.ModelConverter.Tests;

/// <summary>The real CenterNet: equal to the original run by TensorFlow.js, and the same bytes as the cards promise.</summary>
public sealed class OriginalModelTests
{
    // Largest differences measured on x86-64: 9.4e-7 in the scores (of 0..1), 1.1e-3 pixels in the edges (of up to 234).
    private const double ScoreTolerance = 2e-6, EdgeTolerancePixels = 2e-3;

    // Sums over 1.3 million scores and 65 thousand edges; measured 1.1e-6 at most.
    private const double SumTolerance = 5e-6;

    private static readonly OutputCut[] Cuts = [new("tower_0/keypoints", "keypoints"), new("tower_0/wh", "wh")];

    [Theory]
    [InlineData("512x512")]
    [InlineData("640x384")]
    public void Fixed_picture_is_the_one_that_the_original_saw(string size)
    {
        ReferenceFixture fixture = ReferenceFixture.Read(size);
        byte[] picture = ReferenceScene.Draw(fixture.Width, fixture.Height);
        Assert.Equal(fixture.SceneSha256, Convert.ToHexStringLower(SHA256.HashData(picture)));
    }

    [SkippableTheory]
    [InlineData("512x512")]
    [InlineData("640x384")]
    public void Converted_model_gives_what_the_original_gives(string size)
    {
        Repository.NeedOriginalModel();
        Repository.NeedOnnxRuntime();
        ReferenceFixture fixture = ReferenceFixture.Read(size);
        float[] input = ReferenceScene.ToPlanes(ReferenceScene.Draw(fixture.Width, fixture.Height));
        (long[] Shape, float[] Values)[] outputs = ConvertedModel.Run(
            GraphModelReader.Read(Repository.OriginalModel),
            new ConversionRequest(InputSize.Parse(size), "image", Cuts),
            input);
        AssertEqual(fixture.Keypoints, outputs[0], ScoreTolerance);
        AssertEqual(fixture.Wh, outputs[1], EdgeTolerancePixels);
    }

    [SkippableFact]
    public void Cards_promise_the_bytes_that_the_pinned_package_gives()
    {
        Repository.NeedOriginalModel();
        GraphModel model = GraphModelReader.Read(Repository.OriginalModel);
        ModelStore cards = ModelStore.Open(Path.Combine(Repository.Root, "models"));
        foreach (ModelCard card in CenterNetCards(cards))
        {
            InputSize size = new(card.Input.Width, card.Input.Height);
            byte[] bytes = OnnxWriter.Write(GraphConverter.Convert(model, new ConversionRequest(size, card.Input.Name, Cuts)));
            Assert.Equal((card.File, card.Sha256), (CenterNetCard.FileName(size), Convert.ToHexStringLower(SHA256.HashData(bytes))));
        }
    }

    [Fact]
    public void Cards_cover_the_sizes_that_are_emitted_and_are_accepted_by_the_loader()
    {
        ModelCard[] cards = CenterNetCards(ModelStore.Open(Path.Combine(Repository.Root, "models")));
        Assert.Equal(
            ["256x256", "320x320", "384x384", "512x384", "512x512", "640x384"],
            cards.Select(card => $"{card.Input.Width}x{card.Input.Height}"));
        foreach (ModelCard card in cards)
        {
            Assert.Equal(80, card.Labels.Distinct().Count());
            Assert.Equal(
                ("person", "bicycle", "car", "truck", "toothbrush"),
                (card.Labels[0], card.Labels[1], card.Labels[2], card.Labels[7], card.Labels[79]));
            Assert.Equal(["keypoints", "wh"], card.Outputs);
            Assert.Equal(
                ("image", "nchw", "rgb", "MIT", 0.25f),
                (card.Input.Name, card.Input.Layout, card.Input.Channels, card.Licence, card.ScoreThreshold));
        }
    }

    private static ModelCard[] CenterNetCards(ModelStore store) => [.. store.Cards.Where(card => card.Decoder == "centernet")];

    private static void AssertEqual(ReferenceOutput expected, (long[] Shape, float[] Values) actual, double tolerance)
    {
        int[] nhwc = expected.ShapeNhwc;
        Assert.Equal([1, nhwc[3], nhwc[1], nhwc[2]], actual.Shape);
        Assert.True(expected.Indices.Length > 1000);
        double Difference(int sample) => Math.Abs(actual.Values[expected.NchwIndex(sample)] - expected.Values[sample]);
        double worst = Enumerable.Range(0, expected.Indices.Length).Max(Difference);
        Assert.True(worst <= tolerance, $"largest difference {worst}, at most {tolerance} is allowed");
        Assert.InRange(actual.Values.Sum(value => (double)value) / expected.Sum, 1 - SumTolerance, 1 + SumTolerance);
        Assert.InRange(actual.Values.Sum(value => (double)value * value) / expected.SumOfSquares, 1 - SumTolerance, 1 + SumTolerance);
    }
}
