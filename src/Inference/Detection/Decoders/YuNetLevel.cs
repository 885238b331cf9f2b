namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>YuNet's tensors of one stride; borrowed. Row-major over the cells, row by row.</summary>
/// <param name="stride">Input pixels a cell.</param>
/// <param name="classScores">1 a cell, 0..1.</param>
/// <param name="objectScores">1 a cell, 0..1.</param>
/// <param name="boxes">4 a cell.</param>
/// <param name="points">10 a cell.</param>
internal readonly ref struct YuNetLevel(
    int stride, ReadOnlySpan<float> classScores, ReadOnlySpan<float> objectScores, ReadOnlySpan<float> boxes, ReadOnlySpan<float> points)
{
    internal int Stride { get; } = stride;

    internal ReadOnlySpan<float> Class { get; } = classScores;

    internal ReadOnlySpan<float> Object { get; } = objectScores;

    internal ReadOnlySpan<float> Boxes { get; } = boxes;

    internal ReadOnlySpan<float> Points { get; } = points;
}
