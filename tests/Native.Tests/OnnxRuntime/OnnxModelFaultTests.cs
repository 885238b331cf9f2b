using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Native.Tests.OnnxRuntime;

public sealed class OnnxModelFaultTests : NativeTest
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_missing_model_file_is_named_with_the_next_step()
    {
        OnnxRuntimeException e = Refused(_folder.File("absent.onnx"));
        Assert.Equal(OnnxErrorKind.ModelMissing, e.Kind);
        Assert.Contains("absent.onnx", e.Message, StringComparison.Ordinal);
        Assert.Contains("build/setup.sh", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_not_taken_for_a_model() => Assert.Equal(OnnxErrorKind.ModelMissing, Refused(_folder.Path).Kind);

    [Theory]
    [InlineData("")]
    [InlineData("This is a text file, and a person gave it the name of a model.\n")]
    [InlineData("{\"name\": \"card\"}")]
    public void A_file_that_is_not_ONNX_is_named_with_the_next_step(string content)
    {
        string path = _folder.Write("text.onnx", System.Text.Encoding.UTF8.GetBytes(content));
        OnnxRuntimeException e = Refused(path);
        Assert.Equal(OnnxErrorKind.ModelInvalid, e.Kind);
        Assert.StartsWith($"model file {path} is not a usable ONNX model", e.Message, StringComparison.Ordinal);
        Assert.Contains("build/setup.sh", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void A_model_cut_at_any_byte_is_refused_or_opens_and_never_crashes()
    {
        byte[] model = TinyModel.AddRelu();
        for (int length = 0; length < model.Length; length++) OpenAnyhow(model.AsSpan(0, length));
        Assert.Equal(OnnxErrorKind.ModelInvalid, Refused(_folder.Write("half.onnx", model.AsSpan(0, model.Length / 2))).Kind);
    }

    [Fact]
    public void A_model_with_any_bit_flipped_is_refused_or_opens_and_never_crashes()
    {
        byte[] model = TinyModel.AddRelu();
        int refused = 0;
        for (int bit = 0; bit < model.Length * 8; bit++)
        {
            byte[] flipped = (byte[])model.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (!OpenAnyhow(flipped)) refused++;
        }
        Assert.InRange(refused, model.Length, model.Length * 8);
    }

    [Fact]
    public void An_unknown_operator_is_named()
    {
        byte[] model = new TinyModel().Input("x", TinyModel.Float, "1").Output("y", TinyModel.Float, "1")
            .Node("MadeUpOperator", ["x"], "y").Build();
        OnnxRuntimeException e = Refused(_folder.Write("odd.onnx", model));
        Assert.Contains("MadeUpOperator", e.Message, StringComparison.Ordinal);
        Assert.Contains("odd.onnx", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_of_text_is_refused_by_name()
    {
        byte[] model = new TinyModel().Input("words", TinyModel.Text, "1").Output("y", TinyModel.Text, "1")
            .Node("Identity", ["words"], "y").Build();
        OnnxRuntimeException e = Refused(_folder.Write("text.onnx", model));
        Assert.Equal(OnnxErrorKind.ModelUnsupported, e.Kind);
        Assert.Contains("words", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_free_dimension_without_a_size_says_which_option_gives_it()
    {
        OnnxRuntimeException e = Refused(_folder.Write("free.onnx", TinyModel.Relu("1", "3", "?")));
        Assert.Equal(OnnxErrorKind.OptionInvalid, e.Kind);
        Assert.Contains("x Float 1x3x?", e.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(OnnxSessionOptions.InputShapes), e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", new long[] { 1, 3 })]
    [InlineData("x", new long[] { 1, 4, 2 })]
    [InlineData("x", new long[] { 1, 3, 0 })]
    [InlineData("x", new long[] { 1, 3, -1 })]
    [InlineData("other", new long[] { 1, 3, 2 })]
    public void A_shape_that_does_not_fit_is_refused_with_the_model_s_own(string input, long[] shape)
    {
        var options = new OnnxSessionOptions { InputShapes = new Dictionary<string, IReadOnlyList<long>> { [input] = shape } };
        OnnxRuntimeException e = Refused(_folder.Write("free.onnx", TinyModel.Relu("1", "3", "?")), options);
        Assert.Equal(OnnxErrorKind.OptionInvalid, e.Kind);
        Assert.Contains("x Float 1x3x?", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 33)]
    public void An_input_of_absurd_size_is_refused_before_memory_is_taken(long size)
    {
        var options = new OnnxSessionOptions { InputShapes = new Dictionary<string, IReadOnlyList<long>> { ["x"] = [size, 3, size] } };
        OnnxRuntimeException e = Refused(_folder.Write("free.onnx", TinyModel.Relu("?", "3", "?")), options);
        Assert.Equal(OnnxErrorKind.ModelUnsupported, e.Kind);
    }

    [Fact]
    public void Absurd_options_are_refused()
    {
        string path = _folder.Write("model.onnx", TinyModel.AddRelu());
        Assert.Equal(OnnxErrorKind.OptionInvalid, Refused(path, new OnnxSessionOptions { IntraOpThreads = 0 }).Kind);
        Assert.Equal(OnnxErrorKind.OptionInvalid,
            Refused(path, new OnnxSessionOptions { DimensionSizes = new Dictionary<string, long> { ["batch"] = 0 } }).Kind);
        Assert.Throws<ArgumentException>(() => OnnxSession.Open("", OnnxSessionOptions.Default));
        Assert.Throws<ArgumentNullException>(() => OnnxSession.Open(path, null!));
    }

    [Fact]
    public void An_input_that_does_not_hold_floats_is_told()
    {
        byte[] model = new TinyModel().Input("x", TinyModel.Int64, "2").Output("y", TinyModel.Int64, "2")
            .Node("Identity", ["x"], "y").Build();
        using OnnxSession session = OnnxSession.Open(_folder.Write("integers.onnx", model), OnnxSessionOptions.Default);
        session.Run();
        var e = Assert.Throws<InvalidOperationException>(() => { session.Input(0); });
        Assert.Contains("Int64", e.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => { session.Output(0); });
        Assert.Throws<IndexOutOfRangeException>(() => { session.Input(1); });
        Assert.Throws<IndexOutOfRangeException>(() => { session.Output(-1); });
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private static OnnxRuntimeException Refused(string path, OnnxSessionOptions? options = null) =>
        Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Open(path, options ?? OnnxSessionOptions.Default).Dispose());

    private bool OpenAnyhow(ReadOnlySpan<byte> model)
    {
        try
        {
            using OnnxSession session = OnnxSession.Open(_folder.Write("damaged.onnx", model), OnnxSessionOptions.Default);
            session.Run();
            return true;
        }
        catch (OnnxRuntimeException e)
        {
            Assert.Contains("damaged.onnx", e.Message, StringComparison.Ordinal);
            return false;
        }
    }
}
