using SafeCity.Edge.ModelConverter.TensorFlow;
using SafeCity.Edge.ModelConverter.Tests.Support;

namespace SafeCity.Edge.ModelConverter.Tests.TensorFlow;

/// <summary>Model files that are none, and graphs that cannot be cut or converted.</summary>
public sealed class GraphModelTests
{
    [Fact]
    public void Unknown_operations_are_all_named_in_one_sentence()
    {
        SmallModel model = SmallModel.WithImage(32, 32, 1)
            .Node("Elu", "a", [SmallModel.Image]).Node("Tanh", "b", ["a"]).Node("Tanh", "c", ["b"])
            .Constant("kernel", [1, 1, 1, 1], 1).Constant("bias", [1], 1)
            .Node(
                "_FusedConv2D",
                "out",
                ["c", "kernel", "bias"],
                ("padding", SmallModel.Text("SAME")),
                ("fused_ops", SmallModel.Texts("BiasAdd", "LeakyRelu")));
        Assert.Equal(
            "the graph needs operations that cannot be converted: Elu (1), Tanh (2), _FusedConv2D(LeakyRelu) (1)",
            Refusal.Of(model, "out"));
    }

    [Fact]
    public void Operations_behind_the_cut_do_not_matter()
    {
        GraphModel model = SmallModel.WithImage(32, 32, 1).Node("Relu", "out", [SmallModel.Image]).Node("TopKV2", "ranked", ["out"]).Read();
        Assert.Equal([SmallModel.Image, "out"], model.Cut(["out"]).Select(node => node.Name));
    }

    [Fact]
    public void Missing_output_is_refused_by_name() =>
        Assert.Equal("the graph has no node 'tower_0/wh' to cut at", Refusal.Of(SmallModel.WithImage(32, 32, 1), "tower_0/wh"));

    [Fact]
    public void Missing_inner_node_is_refused_with_the_node_that_needs_it() =>
        Assert.Equal(
            "the graph has no node 'gone', which node 'out' needs",
            Refusal.Of(SmallModel.WithImage(32, 32, 1).Node("Relu", "out", ["gone"]), "out"));

    [Fact]
    public void Second_output_of_a_node_is_refused() =>
        Assert.Equal(
            "the graph has no node 'a:1', which node 'out' needs",
            Refusal.Of(SmallModel.WithImage(32, 32, 1).Node("Relu", "a", [SmallModel.Image]).Node("Relu", "out", ["a:1"]), "out"));

    [Fact]
    public void Loop_is_refused()
    {
        SmallModel model = SmallModel.WithImage(32, 32, 1).Node("Add", "a", [SmallModel.Image, "b"]).Node("Relu", "b", ["a"]);
        Assert.Equal("the graph has a loop through node 'a'", Refusal.Of(model, "a"));
    }

    [Fact]
    public void Node_without_its_inputs_is_refused() =>
        Assert.Equal(
            "node 'out' (Add) has 1 inputs, at least 2 are needed",
            Refusal.Of(SmallModel.WithImage(32, 32, 1).Node("Add", "out", [SmallModel.Image]), "out"));

    [Fact]
    public void Constant_without_values_is_refused()
    {
        SmallModel model = SmallModel.WithImage(32, 32, 1).Node("Const", "c", []).Node("Add", "out", [SmallModel.Image, "c"]);
        Assert.Equal("the weights manifest has no values for the constant 'c'", Refusal.Of(model, "out"));
    }

    [Fact]
    public void Layers_model_is_refused()
    {
        using TemporaryFolder folder = new();
        string path = new SmallModel { Format = "layers-model" }.Write(folder);
        Assert.Equal($"model '{path}' has the format 'layers-model': only 'graph-model' of TensorFlow.js can be converted", Refused(path));
    }

    [Theory]
    [InlineData("", "is not JSON: ")]
    [InlineData("a text", "is not JSON: ")]
    [InlineData("[1]", "has the format ''")]
    [InlineData("{\"format\":\"graph-model\"}", "is not a TensorFlow.js graph model: ")]
    [InlineData("{\"format\":\"graph-model\",\"modelTopology\":{\"node\":7}}", "is not a TensorFlow.js graph model: ")]
    [InlineData("{\"format\":\"graph-model\",\"modelTopology\":{\"node\":[null]}}", "is not a TensorFlow.js graph model: ")]
    [InlineData(
        "{\"format\":\"graph-model\",\"modelTopology\":{\"node\":[]},\"weightsManifest\":[{\"paths\":[]}]}",
        "is not a TensorFlow.js graph model: ")]
    public void File_that_is_no_model_is_refused_by_name(string content, string fault)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("model.json");
        File.WriteAllText(path, content);
        Assert.StartsWith($"model '{path}' {fault}", Refused(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_of_a_model_is_refused_and_none_crashes()
    {
        using TemporaryFolder folder = new();
        string path = SmallModel.WithImage(32, 32, 1).Constant("c", [1], 1).Node("Add", "out", [SmallModel.Image, "c"]).Write(folder);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains("is not JSON", Refused(path), StringComparison.Ordinal);
        }
    }

    private static string Refused(string path) => Assert.Throws<ConversionException>(() => GraphModelReader.Read(path)).Message;
}
