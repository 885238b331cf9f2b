namespace SafeCity.Edge.ModelConverter.Onnx;

/// <summary>Field numbers and enumeration values of <c>onnx.proto</c>, as far as they are written here.</summary>
internal static class OnnxFields
{
    internal static class Model
    {
        internal const int IrVersion = 1, ProducerName = 2, ProducerVersion = 3, Graph = 7, OpsetImport = 8;
    }

    internal static class OperatorSet
    {
        internal const int Version = 2;
    }

    internal static class Graph
    {
        internal const int Node = 1, Name = 2, Initializer = 5, Input = 11, Output = 12;
    }

    internal static class Node
    {
        internal const int Input = 1, Output = 2, Name = 3, OpType = 4, Attribute = 5;
    }

    internal static class Attribute
    {
        internal const int Name = 1, Integer = 3, Text = 4, Integers = 8, Type = 20;
        internal const int TypeInteger = 2, TypeText = 3, TypeIntegers = 7;
    }

    internal static class Tensor
    {
        internal const int Dimensions = 1, DataType = 2, Name = 8, RawData = 9;
        internal const int Float = 1;
    }

    internal static class ValueInfo
    {
        internal const int Name = 1, Type = 2;
        internal const int TypeTensor = 1, TensorElement = 1, TensorShape = 2, ShapeDimension = 1, DimensionValue = 1;
    }
}
