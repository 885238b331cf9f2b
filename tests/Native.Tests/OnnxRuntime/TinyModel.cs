using System.Globalization;

namespace SafeCity.Edge.Native.Tests.OnnxRuntime;

/// <summary>
/// Builds ONNX files of a few hundred bytes. Field numbers are those of onnx.proto (ModelProto, GraphProto, NodeProto, ...). A size is
/// a number, a name such as <c>batch</c>, or <c>?</c> for a free dimension without a name.
/// </summary>
internal sealed class TinyModel
{
    internal const int Float = 1;
    internal const int Int64 = 7;
    internal const int Text = 8;

    private readonly ProtobufWriter _graph = new ProtobufWriter().Text(2, "tiny");

    internal TinyModel Input(string name, int elementType, params string[] shape)
    {
        _graph.Message(11, ValueInfo(name, elementType, shape));
        return this;
    }

    internal TinyModel Output(string name, int elementType, params string[] shape)
    {
        _graph.Message(12, ValueInfo(name, elementType, shape));
        return this;
    }

    internal TinyModel Constant(string name, params float[] values)
    {
        _graph.Message(5, new ProtobufWriter().Number(1, values.Length).Number(2, Float).Text(8, name).RawFloats(9, values));
        return this;
    }

    internal TinyModel Node(string operation, string[] inputs, string output, params (string Name, long Value)[] attributes)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs) node.Text(1, input);
        node.Text(2, output).Text(4, operation);
        // AttributeProto.type 2 is INT.
        foreach ((string name, long value) in attributes)
            node.Message(5, new ProtobufWriter().Text(1, name).Number(3, value).Number(20, 2));
        _graph.Message(1, node);
        return this;
    }

    /// <summary>The bytes of the file: IR version 8, operator set 17.</summary>
    internal byte[] Build() =>
        new ProtobufWriter().Number(1, 8).Message(7, _graph).Message(8, new ProtobufWriter().Text(1, "").Number(2, 17)).ToArray();

    /// <summary>y = max(x + (1, 2, 3, 4), 0), shape 4.</summary>
    internal static byte[] AddRelu() => new TinyModel()
        .Input("x", Float, "4").Output("y", Float, "4").Constant("c", 1, 2, 3, 4)
        .Node("Add", ["x", "c"], "s").Node("Relu", ["s"], "y").Build();

    /// <summary>y = sqrt(x): not a number below zero.</summary>
    internal static byte[] SquareRoot() => new TinyModel().Input("x", Float, "2").Output("y", Float, "2").Node("Sqrt", ["x"], "y").Build();

    /// <summary>y = max(x, 0) with the shape given.</summary>
    internal static byte[] Relu(params string[] shape) =>
        new TinyModel().Input("x", Float, shape).Output("y", Float, shape).Node("Relu", ["x"], "y").Build();

    /// <summary>y = the positive ones among 4 inputs: as many as there are. z = x, of fixed shape.</summary>
    internal static byte[] KeepPositive() => new TinyModel()
        .Input("x", Float, "4").Output("y", Float, "?").Output("z", Float, "4").Constant("zero", 0)
        .Node("Greater", ["x", "zero"], "positive").Node("Compress", ["x", "positive"], "y", ("axis", 0))
        .Node("Identity", ["x"], "z").Build();

    /// <summary>y = 4 values in as many rows and columns as the input says: fails in the run unless their product is 4.</summary>
    internal static byte[] ReshapeByInput() => new TinyModel()
        .Input("x", Float, "2").Output("y", Float, "?", "?").Constant("c", 1, 2, 3, 4)
        .Node("Cast", ["x"], "shape", ("to", Int64)).Node("Reshape", ["c", "shape"], "y").Build();

    private static ProtobufWriter ValueInfo(string name, int elementType, string[] shape)
    {
        var dimensions = new ProtobufWriter();
        foreach (string size in shape)
        {
            var dimension = new ProtobufWriter();
            if (long.TryParse(size, CultureInfo.InvariantCulture, out long number)) dimension.Number(1, number);
            else if (size != "?") dimension.Text(2, size);
            dimensions.Message(1, dimension);
        }
        return new ProtobufWriter().Text(1, name)
            .Message(2, new ProtobufWriter().Message(1, new ProtobufWriter().Number(1, elementType).Message(2, dimensions)));
    }
}
