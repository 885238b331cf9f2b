using SafeCity.Edge.ModelConverter.TensorFlow;
using SafeCity.Edge.ModelConverter.Tests.Support;

namespace SafeCity.Edge.ModelConverter.Tests.TensorFlow;

/// <summary>Weights as they lie in shard files, and shard files that do not fit.</summary>
public sealed class WeightReaderTests
{
    [Fact]
    public void Float16_is_decoded_exactly()
    {
        // One, a third (rounded), the largest, the smallest normal, the smallest of all, and a negative zero.
        Half third = BitConverter.UInt16BitsToHalf(0x3555), smallestNormal = BitConverter.UInt16BitsToHalf(0x0400);
        Half[] stored = [(Half)1, third, Half.MaxValue, smallestNormal, Half.Epsilon, Half.NegativeZero];
        GraphModel model = new SmallModel().HalfConstant("w", [6], stored).Read();
        float[] values = model.Weights["w"].Floats;
        Assert.Equal([1f, 0.333251953125f, 65504f, 6.103515625e-05f, 5.9604644775390625e-08f, 0f], values);
        Assert.True(float.IsNegative(values[5]));
    }

    [Fact]
    public void Tensors_lie_one_behind_the_other_across_shards()
    {
        SmallModel small = new SmallModel { Shards = ["a.bin", "b.bin", "c.bin"] }
            .Constant("first", [2], 1, 2).HalfConstant("odd", [1], (Half)3)
            .IntegerConstant("count", [3], -4, 5, int.MaxValue).Constant("scalar", [], 6);
        GraphModel model = small.Read();
        Assert.Equal([1, 2], model.Weights["first"].Floats);
        Assert.Equal([3], model.Weights["odd"].Floats);
        Assert.Equal([-4, 5, int.MaxValue], model.Weights["count"].Integers);
        Assert.Equal([6], model.Weights["scalar"].Floats);
    }

    [Theory]
    [InlineData(-1, "is truncated: 15 bytes, its manifest describes 16; run npm ci in models/ again")]
    [InlineData(1, "does not belong to this model: 17 bytes, its manifest describes 16")]
    public void Shard_of_another_length_is_refused(int change, string message)
    {
        SmallModel model = new SmallModel().Constant("w", [4], 1, 2, 3, 4);
        if (change < 0) model.Bytes.RemoveAt(0);
        else model.Bytes.Add(0);
        Assert.EndsWith(message, Refused(model), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_shard_is_refused_by_name()
    {
        using TemporaryFolder folder = new();
        string path = new SmallModel().Constant("w", [1], 1).Write(folder);
        File.Delete(folder.File("weights.bin"));
        string message = Assert.Throws<ConversionException>(() => GraphModelReader.Read(path)).Message;
        Assert.Equal($"weights file '{folder.File("weights.bin")}' does not exist: run npm ci in models/ again", message);
    }

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("..")]
    [InlineData("")]
    public void Shard_outside_the_models_folder_is_refused(string shard)
    {
        SmallModel model = new SmallModel { Shards = ["weights.bin"] }.Constant("w", [1], 1);
        using TemporaryFolder folder = new();
        string path = model.Write(folder);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"weights.bin\"", $"\"{shard}\"", StringComparison.Ordinal));
        string message = Assert.Throws<ConversionException>(() => GraphModelReader.Read(path)).Message;
        Assert.Equal($"the weights manifest names the shard '{shard}', which is not a plain file name", message);
    }

    [Theory]
    [InlineData("float32", "uint8", "weight 'w' is float32 stored as uint8: only float32, float16 and int32 are read")]
    [InlineData("string", null, "weight 'w' is string stored as string: only float32, float16 and int32 are read")]
    public void Weight_of_an_unknown_type_is_refused(string type, string? stored, string message) =>
        Assert.Equal(message, Refused(new SmallModel().Describe("w", [1], type, stored)));

    [Fact]
    public void Weight_that_is_not_a_number_is_refused() =>
        Assert.Equal(
            "weight 'w' holds NaN at index 1: the weights file is damaged", Refused(new SmallModel().Constant("w", [2], 0, float.NaN)));

    [Fact]
    public void Shape_that_overflows_is_refused_and_not_allocated() =>
        Assert.Contains(
            "is not a TensorFlow.js graph model",
            Refused(new SmallModel().Describe("w", [int.MaxValue, int.MaxValue, 4], "float32", null)),
            StringComparison.Ordinal);

    [Fact]
    public void Shape_with_a_negative_side_is_refused() =>
        Assert.Equal("weight 'w' has a negative dimension", Refused(new SmallModel().Describe("w", [-1, -4], "float32", null)));

    [Fact]
    public void Same_weight_listed_twice_is_refused()
    {
        SmallModel model = new SmallModel().Constant("w", [1], 1);
        model.Weights.Add(model.Weights[0]!.DeepClone());
        model.Bytes.AddRange(new byte[4]);
        Assert.Equal("the weights manifest lists 'w' twice", Refused(model));
    }

    private static string Refused(SmallModel model) => Assert.Throws<ConversionException>(model.Read).Message;
}
