using System.Security.Cryptography;
using System.Text.Json;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;
using SafeCity.Edge.Native.Tests.OnnxRuntime;

namespace SafeCity.Edge.Inference.Tests.Detection;

/// <summary>
/// Models and cards that do not fit each other or do not work: each refused by one sentence. The models are real, if tiny, ONNX files.
/// </summary>
public sealed class BadModelTests : IDisposable
{
    // YOLOX on 32x32 with one class: 16 + 4 + 1 cells of 6 numbers.
    private static readonly string[] GridShape = ["1", "21", "6"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safecity-edge-bad-models-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public void The_tiny_model_works_when_nothing_is_wrong_with_it()
    {
        using IDetector<DetectedObject> detector = Open(Model(broken: false), Card());
        Assert.Equal(0, detector.Detect(ScriptedDetector.Picture, new DetectedObject[4]));
    }

    [SkippableFact]
    public void Outputs_that_are_not_numbers_are_an_error_at_each_picture_and_not_a_crash()
    {
        using IDetector<DetectedObject> detector = Open(Model(broken: true), Card());
        for (int i = 0; i < 3; i++)
        {
            var e = Assert.Throws<ModelOutputException>(() => detector.Detect(ScriptedDetector.Picture, new DetectedObject[4]));
            AssertSentence(e, "NaN");
        }
    }

    [SkippableTheory]
    [InlineData("yolox", "1x21x7", "1x21x6")]
    [InlineData("yolo", "grid Float 1x7x6", "1x21x6")]
    [InlineData("centernet", "grid Float 1x2x8x8", "1x21x6")]
    public void An_output_of_another_shape_is_refused_with_both_shapes(string decoder, string promised, string found)
    {
        ModelCard card = Card() with { Decoder = decoder, Labels = decoder == "yolo" ? ["person", "car", "dog"] : ["person", "car"] };
        ModelException e = Refused(ModelErrorKind.CardMismatch, Model(broken: false), card);
        AssertSentence(e, promised, found, card.File);
    }

    [SkippableFact]
    public void An_anchor_grid_that_does_not_fit_the_outputs_is_refused_with_both_shapes()
    {
        ModelCard card = Card() with
        {
            Decoder = "ssd",
            Parameters = new Dictionary<string, IReadOnlyList<float>> { ["featureMaps"] = [3, 3], ["scales"] = [0.5f], ["aspectRatios"] = [1, 2] },
        };
        AssertSentence(Refused(ModelErrorKind.CardMismatch, Model(broken: false), card), "1x18x4", "1x21x6");
    }

    [SkippableTheory]
    [InlineData("yolox")]
    [InlineData("yolo")]
    [InlineData("centernet")]
    public void A_card_without_labels_is_refused(string decoder) =>
        AssertSentence(Refused(ModelErrorKind.BadCard, Model(broken: false), Card() with { Decoder = decoder, Labels = [] }), "no labels");

    [SkippableTheory]
    [InlineData("yolox", "strides", new float[] { 0 }, "strides holds 0")]
    [InlineData("yolox", "strides", new float[] { 8.5f }, "strides holds 8.5")]
    [InlineData("yolox", "strydes", new float[] { 8 }, "strydes is unknown")]
    [InlineData("centernet", "strides", new float[] { 4 }, "it knows none")]
    [InlineData("yolo", "strides", new float[] { 4 }, "it knows none")]
    [InlineData("ssd", "featureMaps", new float[] { 3, 3, 2 }, "featureMaps has 3 numbers")]
    [InlineData("ssd", "featureMaps", new float[] { -3, 1e9f }, "featureMaps holds -3")]
    [InlineData("ssd", "variances", new float[] { 0.1f, 0.1f }, "variances has 2 numbers")]
    [InlineData("ssd", "background", new float[] { 7 }, "background holds 7")]
    [InlineData("ssd", "featureMaps", new float[] { 3, 3 }, "scales is missing")]
    public void Parameters_that_the_decoder_cannot_use_are_refused_by_name(string decoder, string name, float[] values, string told)
    {
        ModelCard card = Card() with { Decoder = decoder, Parameters = new Dictionary<string, IReadOnlyList<float>> { [name] = values } };
        AssertSentence(Refused(ModelErrorKind.BadCard, Model(broken: false), card), told);
    }

    [SkippableFact]
    public void An_input_of_integers_is_refused_by_name_and_type()
    {
        TinyModel start = new TinyModel().Input("image", TinyModel.Int64, "1", "3", "32", "32");
        byte[] model = Finish(start.Node("Cast", ["image"], "x", ("to", TinyModel.Float)), broken: false);
        ModelCard card = Card() with { Input = Card().Input with { Name = "image" } };
        AssertSentence(Refused(ModelErrorKind.CardMismatch, model, card), "image Float 1x3x32x32", "image Int64 1x3x32x32");
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("<html>404 not found</html>")]
    public void A_file_that_is_no_model_is_refused_by_name(string content)
    {
        RequireRuntime();
        Write(System.Text.Encoding.UTF8.GetBytes(content), Card());
        var e = Assert.Throws<OnnxRuntimeException>(() => DetectorFactory.Open(ModelStore.Open(_folder.FullName), "test"));
        Assert.Equal(OnnxErrorKind.ModelInvalid, e.Kind);
        AssertSentence(e, "test.onnx");
    }

    private static void AssertSentence(Exception e, params string[] told)
    {
        Assert.All(told, text => Assert.Contains(text, e.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', e.Message);
    }

    private static void RequireRuntime() => Skip.If(
        !File.Exists(Path.Combine(AppContext.BaseDirectory, "libonnxruntime.so.1")), "libonnxruntime.so.1 is not there: run build/setup.sh");

    // Zeros of the grid's shape, or what is not a number: the root of the picture's mean less 300.
    private static byte[] Model(bool broken) => Finish(new TinyModel().Input("x", TinyModel.Float, "1", "3", "32", "32"), broken);

    private static byte[] Finish(TinyModel start, bool broken) => start
        .Output("grid", TinyModel.Float, GridShape).Constant("less", broken ? 300 : 0).Constant("cells", new float[21 * 6])
        .Constant("sizes", 1, 21, 6)
        .Node("ReduceMean", ["x"], "mean").Node("Sub", ["mean", "less"], "lower").Node("Sqrt", ["lower"], "root")
        .Node("Mul", ["cells", "root"], "flat").Node("Cast", ["sizes"], "shape", ("to", TinyModel.Int64))
        .Node("Reshape", ["flat", "shape"], "grid").Build();

    private static ModelCard Card() => new()
    {
        Name = "test",
        Version = "1",
        File = "test.onnx",
        Sha256 = "",
        Source = "made up",
        Licence = "MIT",
        Task = "object-detection",
        Decoder = "yolox",
        Input = new ModelInput { Name = "x", Layout = "nchw", Width = 32, Height = 32, Channels = "rgb" },
        Outputs = ["grid"],
        Labels = ["person"],
        ScoreThreshold = 0.25f,
    };

    private IDetector<DetectedObject> Open(byte[] model, ModelCard card)
    {
        RequireRuntime();
        Write(model, card);
        return DetectorFactory.Open(ModelStore.Open(_folder.FullName), "test");
    }

    private ModelException Refused(ModelErrorKind kind, byte[] model, ModelCard card)
    {
        var e = Assert.Throws<ModelException>(() => Open(model, card).Dispose());
        Assert.Equal(kind, e.Kind);
        return e;
    }

    private void Write(byte[] model, ModelCard card)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, card.File), model);
        card = card with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(model)) };
        File.WriteAllText(Path.Combine(_folder.FullName, "test.card.json"), JsonSerializer.Serialize(card, ModelCardJson.Default.ModelCard));
    }
}
