namespace SafeCity.Edge.ModelConverter.Tests.Support;

/// <summary>Some values of one output, and sums over all its values.</summary>
/// <param name="ShapeNhwc">Shape in the original's order.</param>
/// <param name="Sum">Of all values.</param>
/// <param name="SumOfSquares">Of all values.</param>
/// <param name="Indices">Places of the samples in the original's order.</param>
/// <param name="Values">The samples.</param>
internal sealed record ReferenceOutput(int[] ShapeNhwc, double Sum, double SumOfSquares, int[] Indices, double[] Values)
{
    /// <summary>Where a sample lies in the converted output, which is NCHW.</summary>
    internal int NchwIndex(int sample)
    {
        int index = Indices[sample], width = ShapeNhwc[2], channels = ShapeNhwc[3];
        int channel = index % channels, x = index / channels % width, y = index / channels / width;
        return (((channel * ShapeNhwc[1]) + y) * width) + x;
    }
}
