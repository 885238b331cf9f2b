namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>Shape of an activation with a batch of one: rows, columns, channels.</summary>
internal readonly record struct ImageShape(int Height, int Width, int Channels)
{
    /// <summary>As ONNX lays it out.</summary>
    internal int[] Nchw => [1, Channels, Height, Width];

    /// <inheritdoc/>
    public override string ToString() => $"{Height}x{Width}x{Channels}";
}
