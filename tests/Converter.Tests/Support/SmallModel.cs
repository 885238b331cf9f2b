using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using SafeCity.Edge.ModelConverter.TensorFlow;

namespace SafeCity.Edge.ModelConverter.Tests.Support;

/// <summary>Writes small TensorFlow.js graph models, node by node.</summary>
internal sealed class SmallModel
{
    /// <summary>Name of the image input.</summary>
    internal const string Image = "images";

    internal JsonArray Nodes { get; } = [];

    internal JsonArray Weights { get; } = [];

    internal string Format { get; set; } = "graph-model";

    /// <summary>The file name of the shards in the manifest; the weights are cut into as many parts of about the same size.</summary>
    internal string[] Shards { get; set; } = ["weights.bin"];

    /// <summary>The bytes of the shards; a test may damage them before they are written.</summary>
    internal List<byte> Bytes { get; } = [];

    internal static SmallModel WithImage(int height, int width, int channels, string name = Image)
    {
        SmallModel model = new();
        JsonArray dimensions = [.. new[] { 1, height, width, channels }.Select(side => new JsonObject { ["size"] = $"{side}" })];
        return model.Node("Placeholder", name, [], ("shape", new JsonObject { ["shape"] = new JsonObject { ["dim"] = dimensions } }));
    }

    internal SmallModel Node(string op, string name, string[] inputs, params (string Name, JsonObject Value)[] attributes)
    {
        JsonObject attr = [];
        foreach ((string attribute, JsonObject value) in attributes) attr[attribute] = value;
        JsonArray input = [.. inputs.Select(i => JsonValue.Create(i))];
        Nodes.Add(new JsonObject { ["name"] = name, ["op"] = op, ["input"] = input, ["attr"] = attr });
        return this;
    }

    internal SmallModel Constant(string name, int[] shape, params float[] values)
    {
        Span<byte> four = stackalloc byte[4];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(four, value);
            Bytes.AddRange(four);
        }
        return Describe(name, shape, "float32", null);
    }

    internal SmallModel HalfConstant(string name, int[] shape, params Half[] values)
    {
        Span<byte> two = stackalloc byte[2];
        foreach (Half value in values)
        {
            BinaryPrimitives.WriteHalfLittleEndian(two, value);
            Bytes.AddRange(two);
        }
        return Describe(name, shape, "float32", "float16");
    }

    internal SmallModel IntegerConstant(string name, int[] shape, params int[] values)
    {
        Span<byte> four = stackalloc byte[4];
        foreach (int value in values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(four, value);
            Bytes.AddRange(four);
        }
        return Describe(name, shape, "int32", null);
    }

    internal SmallModel Describe(string name, int[] shape, string type, string? quantized)
    {
        JsonArray sides = [.. shape.Select(s => JsonValue.Create(s))];
        JsonObject entry = new() { ["name"] = name, ["shape"] = sides, ["dtype"] = type };
        if (quantized is not null) entry["quantization"] = new JsonObject { ["dtype"] = quantized };
        Weights.Add(entry);
        return Node("Const", name, []);
    }

    /// <summary>Writes model.json and its shards, and returns the path of the former.</summary>
    internal string Write(TemporaryFolder folder)
    {
        byte[] bytes = [.. Bytes];
        for (int i = 0; i < Shards.Length; i++)
        {
            int from = bytes.Length * i / Shards.Length, to = bytes.Length * (i + 1) / Shards.Length;
            File.WriteAllBytes(folder.File(Path.GetFileName(Shards[i])), bytes[from..to]);
        }
        JsonArray paths = [.. Shards.Select(s => JsonValue.Create(s))];
        JsonObject group = new() { ["paths"] = paths, ["weights"] = Weights.DeepClone() };
        JsonObject root = new()
        {
            ["format"] = Format,
            ["modelTopology"] = new JsonObject { ["node"] = Nodes.DeepClone() },
            ["weightsManifest"] = new JsonArray(group),
        };
        string path = folder.File("model.json");
        File.WriteAllText(path, root.ToJsonString());
        return path;
    }

    /// <summary>Writes the model and reads it back as the converter does.</summary>
    internal GraphModel Read()
    {
        using TemporaryFolder folder = new();
        return GraphModelReader.Read(Write(folder));
    }

    internal static JsonObject Text(string text) => new() { ["s"] = Base64(text) };

    internal static JsonObject Flag(bool value) => new() { ["b"] = value };

    internal static JsonObject Integers(params int[] values) =>
        new() { ["list"] = new JsonObject { ["i"] = new JsonArray([.. values.Select(v => JsonValue.Create($"{v}"))]) } };

    internal static JsonObject Texts(params string[] values) =>
        new() { ["list"] = new JsonObject { ["s"] = new JsonArray([.. values.Select(v => JsonValue.Create(Base64(v)))]) } };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
