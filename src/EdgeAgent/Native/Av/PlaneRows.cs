namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>A borrowed plane of 8-bit samples.</summary>
internal readonly ref struct PlaneRows(ReadOnlySpan<byte> samples, int stride, int width, int height)
{
    internal ReadOnlySpan<byte> Samples { get; } = samples;

    /// <summary>Samples from one row to the next.</summary>
    internal int Stride { get; } = stride;

    internal int Width { get; } = width;

    internal int Height { get; } = height;
}
