namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>Padding along one side, and the length that results.</summary>
/// <param name="Begin">Zeros before the first pixel.</param>
/// <param name="End">Zeros behind the last.</param>
/// <param name="Output">Length of the output; below 1 when the window does not fit.</param>
internal readonly record struct SpatialPadding(int Begin, int End, int Output)
{
    /// <summary>
    /// TensorFlow's SAME: as many outputs as strides begin inside the input; the odd zero goes behind. It depends on the
    /// input's length, which is why a converted model has one fixed size.
    /// </summary>
    internal static SpatialPadding Same(int length, Window window)
    {
        int output = (length + window.Stride - 1) / window.Stride;
        int total = Math.Max(0, ((output - 1) * window.Stride) + window.Extent - length);
        return new SpatialPadding(total / 2, total - (total / 2), output);
    }

    /// <summary>Padding by given numbers of zeros; VALID is none at all.</summary>
    internal static SpatialPadding Explicit(int length, Window window, int begin, int end)
    {
        int free = length + begin + end - window.Extent;
        return new SpatialPadding(begin, end, free < 0 ? 0 : (free / window.Stride) + 1);
    }
}
