namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Turns one plane of 8-bit samples.</summary>
internal static class PlaneTurn
{
    // Sixteen rows of source and target at once stay in the first-level cache, whatever the strides are.
    private const int Block = 16;

    /// <summary>Writes the turned plane; its sides are exchanged if the orientation is transposed.</summary>
    /// <param name="source">The plane as stored.</param>
    /// <param name="orientation">How to turn.</param>
    /// <param name="target">Takes the rows.</param>
    /// <param name="targetStride">Samples from one target row to the next.</param>
    internal static void Turn(PlaneRows source, AvOrientation orientation, Span<byte> target, int targetStride)
    {
        if (orientation.Transposed) Transpose(source, orientation, target, targetStride);
        else Mirror(source, orientation, target, targetStride);
    }

    private static void Mirror(PlaneRows source, AvOrientation orientation, Span<byte> target, int targetStride)
    {
        for (int y = 0; y < source.Height; y++)
        {
            int row = orientation.MirroredY ? source.Height - 1 - y : y;
            Span<byte> to = target.Slice(row * targetStride, source.Width);
            source.Samples.Slice(y * source.Stride, source.Width).CopyTo(to);
            if (orientation.MirroredX) to.Reverse();
        }
    }

    private static void Transpose(PlaneRows source, AvOrientation orientation, Span<byte> target, int targetStride)
    {
        for (int top = 0; top < source.Height; top += Block)
        {
            int bottom = Math.Min(top + Block, source.Height);
            for (int x = 0; x < source.Width; x++)
            {
                int row = orientation.MirroredY ? source.Width - 1 - x : x;
                Span<byte> to = target.Slice(row * targetStride, source.Height);
                int from = (top * source.Stride) + x;
                if (orientation.MirroredX)
                {
                    for (int y = top; y < bottom; y++, from += source.Stride) to[source.Height - 1 - y] = source.Samples[from];
                }
                else
                {
                    for (int y = top; y < bottom; y++, from += source.Stride) to[y] = source.Samples[from];
                }
            }
        }
    }
}
