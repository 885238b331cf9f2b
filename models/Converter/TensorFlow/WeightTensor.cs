namespace SafeCity.Edge.ModelConverter.TensorFlow;

/// <summary>A constant of the graph: row-major values of the given shape, as floats or as whole numbers.</summary>
internal sealed class WeightTensor
{
    private readonly float[]? _floats;
    private readonly int[]? _integers;

    internal WeightTensor(string name, IReadOnlyList<int> shape, float[] values) => (Name, Shape, _floats) = (name, shape, values);

    internal WeightTensor(string name, IReadOnlyList<int> shape, int[] values) => (Name, Shape, _integers) = (name, shape, values);

    /// <summary>Name of the weight in the manifest.</summary>
    internal string Name { get; }

    /// <summary>Dimensions in TensorFlow's order; empty for a scalar.</summary>
    internal IReadOnlyList<int> Shape { get; }

    /// <summary>The values as floats.</summary>
    /// <exception cref="ConversionException">The tensor holds whole numbers.</exception>
    internal float[] Floats => _floats ?? throw new ConversionException($"weight '{Name}' holds whole numbers where floats are needed");

    /// <summary>The values as whole numbers.</summary>
    /// <exception cref="ConversionException">The tensor holds floats.</exception>
    internal int[] Integers => _integers ?? throw new ConversionException($"weight '{Name}' holds floats where whole numbers are needed");
}
