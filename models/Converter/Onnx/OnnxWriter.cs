using System.Buffers.Binary;
using Google.Protobuf;

namespace SafeCity.Edge.ModelConverter.Onnx;

/// <summary>Writes a graph in ONNX's protobuf form. The same graph gives the same bytes on every machine.</summary>
internal static class OnnxWriter
{
    /// <summary>Operator set whose definitions the nodes follow.</summary>
    internal const int Opset = 17;

    // The version of the file format that goes with opset 17 (ONNX 1.12).
    private const int IrVersion = 8;
    private const string Producer = "safecity-edge-model-converter";

    // Part of the bytes and so of every card's hash: raise it when the conversion changes on purpose.
    private const string ProducerVersion = "1";

    /// <summary>The file's content.</summary>
    internal static byte[] Write(OnnxGraph graph) => Message(model =>
    {
        Number(model, OnnxFields.Model.IrVersion, IrVersion);
        Text(model, OnnxFields.Model.ProducerName, Producer);
        Text(model, OnnxFields.Model.ProducerVersion, ProducerVersion);
        Nested(model, OnnxFields.Model.Graph, output => WriteGraph(output, graph));
        Nested(model, OnnxFields.Model.OpsetImport, set => Number(set, OnnxFields.OperatorSet.Version, Opset));
    });

    private static void WriteGraph(CodedOutputStream output, OnnxGraph graph)
    {
        foreach (OnnxNode node in graph.Nodes) Nested(output, OnnxFields.Graph.Node, o => WriteNode(o, node));
        Text(output, OnnxFields.Graph.Name, graph.Name);
        foreach (OnnxTensor tensor in graph.Initializers) Nested(output, OnnxFields.Graph.Initializer, o => WriteTensor(o, tensor));
        Nested(output, OnnxFields.Graph.Input, o => WriteValue(o, graph.Input));
        foreach (OnnxValue value in graph.Outputs) Nested(output, OnnxFields.Graph.Output, o => WriteValue(o, value));
    }

    private static void WriteNode(CodedOutputStream output, OnnxNode node)
    {
        foreach (string input in node.Inputs) Text(output, OnnxFields.Node.Input, input);
        Text(output, OnnxFields.Node.Output, node.Output);
        Text(output, OnnxFields.Node.Name, node.Output);
        Text(output, OnnxFields.Node.OpType, node.Op);
        foreach (OnnxAttribute attribute in node.Attributes) Nested(output, OnnxFields.Node.Attribute, o => WriteAttribute(o, attribute));
    }

    private static void WriteAttribute(CodedOutputStream output, OnnxAttribute attribute)
    {
        Text(output, OnnxFields.Attribute.Name, attribute.Name);
        if (attribute.Integer is { } integer)
        {
            Number(output, OnnxFields.Attribute.Integer, integer);
            Number(output, OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeInteger);
        }
        else if (attribute.Text is { } text)
        {
            Text(output, OnnxFields.Attribute.Text, text);
            Number(output, OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeText);
        }
        else if (attribute.Integers is { } integers)
        {
            foreach (int item in integers) Number(output, OnnxFields.Attribute.Integers, item);
            Number(output, OnnxFields.Attribute.Type, OnnxFields.Attribute.TypeIntegers);
        }
    }

    private static void WriteTensor(CodedOutputStream output, OnnxTensor tensor)
    {
        foreach (int side in tensor.Shape) Number(output, OnnxFields.Tensor.Dimensions, side);
        Number(output, OnnxFields.Tensor.DataType, OnnxFields.Tensor.Float);
        Text(output, OnnxFields.Tensor.Name, tensor.Name);
        byte[] raw = new byte[4 * tensor.Values.Length];
        for (int i = 0; i < tensor.Values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(4 * i), tensor.Values[i]);
        Bytes(output, OnnxFields.Tensor.RawData, raw);
    }

    private static void WriteValue(CodedOutputStream output, OnnxValue value)
    {
        Text(output, OnnxFields.ValueInfo.Name, value.Name);
        Nested(output, OnnxFields.ValueInfo.Type, type => Nested(type, OnnxFields.ValueInfo.TypeTensor, tensor =>
        {
            Number(tensor, OnnxFields.ValueInfo.TensorElement, OnnxFields.Tensor.Float);
            Nested(tensor, OnnxFields.ValueInfo.TensorShape, shape =>
            {
                foreach (int side in value.Shape)
                {
                    Nested(shape, OnnxFields.ValueInfo.ShapeDimension, d => Number(d, OnnxFields.ValueInfo.DimensionValue, side));
                }
            });
        }));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using MemoryStream buffer = new();
        using (CodedOutputStream output = new(buffer, leaveOpen: true)) write(output);
        return buffer.ToArray();
    }

    private static void Nested(CodedOutputStream output, int field, Action<CodedOutputStream> write) =>
        Bytes(output, field, Message(write));

    private static void Bytes(CodedOutputStream output, int field, byte[] bytes)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(bytes));
    }

    private static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }
}
