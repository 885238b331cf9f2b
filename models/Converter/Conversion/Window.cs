namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>A sliding window along one side of an image.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Step between outputs.</param>
/// <param name="Dilation">Step between taps.</param>
internal readonly record struct Window(int Kernel, int Stride, int Dilation)
{
    /// <summary>Pixels from the first to the last tap, both included.</summary>
    internal int Extent => ((Kernel - 1) * Dilation) + 1;
}
