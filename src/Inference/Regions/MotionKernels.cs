using System.Numerics;
using System.Runtime.CompilerServices;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>The inner loops of the motion gate, in vectors of whatever width the processor has; the rest goes one by one.</summary>
internal static class MotionKernels
{
    /// <summary>Columns = row.</summary>
    internal static void Widen(ReadOnlySpan<byte> row, Span<ushort> columns)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out Vector<ushort> low, out Vector<ushort> high);
            low.CopyTo(columns[i..]);
            high.CopyTo(columns[(i + Vector<ushort>.Count)..]);
        }
        for (; i < row.Length; i++) columns[i] = row[i];
    }

    /// <summary>Columns += row. At most 257 rows fit.</summary>
    internal static void Accumulate(ReadOnlySpan<byte> row, Span<ushort> columns)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out Vector<ushort> low, out Vector<ushort> high);
            (low + new Vector<ushort>(columns[i..])).CopyTo(columns[i..]);
            Span<ushort> second = columns[(i + Vector<ushort>.Count)..];
            (high + new Vector<ushort>(second)).CopyTo(second);
        }
        for (; i < row.Length; i++) columns[i] += row[i];
    }

    /// <summary>
    /// Blurs a picture with the 3x3 binomial kernel (1 2 1)² / 16; at the borders the nearest pixel stands for those outside.
    /// </summary>
    /// <param name="source">Rows of <paramref name="width"/> bytes.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="sums">Scratch of width + 2.</param>
    /// <param name="target">As many floats, 0..255, not rounded.</param>
    internal static void Blur(ReadOnlySpan<byte> source, int width, Span<ushort> sums, Span<float> target)
    {
        int height = source.Length / width;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> above = source.Slice(Math.Max(y - 1, 0) * width, width), row = source.Slice(y * width, width);
            ReadOnlySpan<byte> below = source.Slice(Math.Min(y + 1, height - 1) * width, width);
            VerticalSums(above, row, below, sums.Slice(1, width));
            sums[0] = sums[1];
            sums[width + 1] = sums[width];
            HorizontalSums(sums[..(width + 2)], target.Slice(y * width, width));
        }
    }

    /// <summary>Changed[i] = 255 where two pictures differ by more than a threshold, else 0.</summary>
    internal static void Compare(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float threshold, Span<byte> changed)
    {
        Vector<float> limit = new(threshold);
        int step = Vector<float>.Count, i = 0;
        for (; i <= a.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<short> low = Vector.Narrow(Above(a, b, i, limit), Above(a, b, i + step, limit));
            Vector<short> high = Vector.Narrow(Above(a, b, i + (2 * step), limit), Above(a, b, i + (3 * step), limit));
            Vector.AsVectorByte(Vector.Narrow(low, high)).CopyTo(changed[i..]);
        }
        for (; i < a.Length; i++) changed[i] = MathF.Abs(a[i] - b[i]) > threshold ? byte.MaxValue : (byte)0;
    }

    /// <summary>Average += alpha * (current - average).</summary>
    internal static void Approach(Span<float> average, ReadOnlySpan<float> current, float alpha)
    {
        Vector<float> weight = new(alpha);
        int i = 0;
        for (; i <= average.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> old = new(average[i..]);
            (old + (weight * (new Vector<float>(current[i..]) - old))).CopyTo(average[i..]);
        }
        for (; i < average.Length; i++) average[i] += alpha * (current[i] - average[i]);
    }

    /// <summary>
    /// Target[i] = the OR of the 3x3 neighbourhood of source[i]. Both have rows of <paramref name="stride"/> bytes with a border of one
    /// zero all round, which stays as it is.
    /// </summary>
    internal static void Dilate(ReadOnlySpan<byte> source, Span<byte> target, int stride)
    {
        int rows = source.Length / stride;
        for (int y = 1; y < rows - 1; y++)
        {
            ReadOnlySpan<byte> above = source[((y - 1) * stride)..], row = source[(y * stride)..], below = source[((y + 1) * stride)..];
            Span<byte> result = target.Slice(y * stride, stride);
            int x = 1;
            for (; x <= stride - 1 - Vector<byte>.Count; x += Vector<byte>.Count)
                (Three(above, x) | Three(row, x) | Three(below, x)).CopyTo(result[x..]);
            for (; x < stride - 1; x++)
            {
                result[x] = (byte)(above[x - 1] | above[x] | above[x + 1] | row[x - 1] | row[x] | row[x + 1]
                    | below[x - 1] | below[x] | below[x + 1]);
            }
        }
    }

    private static void VerticalSums(ReadOnlySpan<byte> above, ReadOnlySpan<byte> row, ReadOnlySpan<byte> below, Span<ushort> sums)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(above[i..]), out Vector<ushort> aboveLow, out Vector<ushort> aboveHigh);
            Vector.Widen(new Vector<byte>(row[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(new Vector<byte>(below[i..]), out Vector<ushort> belowLow, out Vector<ushort> belowHigh);
            (aboveLow + low + low + belowLow).CopyTo(sums[i..]);
            (aboveHigh + high + high + belowHigh).CopyTo(sums[(i + Vector<ushort>.Count)..]);
        }
        for (; i < row.Length; i++) sums[i] = (ushort)(above[i] + (2 * row[i]) + below[i]);
    }

    private static void HorizontalSums(ReadOnlySpan<ushort> sums, Span<float> target)
    {
        const float scale = 1f / 16;
        int i = 0;
        for (; i <= target.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            Vector<ushort> middle = new(sums[(i + 1)..]);
            Vector<ushort> sum = new Vector<ushort>(sums[i..]) + middle + middle + new Vector<ushort>(sums[(i + 2)..]);
            Vector.Widen(sum, out Vector<uint> low, out Vector<uint> high);
            (Vector.ConvertToSingle(Vector.AsVectorInt32(low)) * scale).CopyTo(target[i..]);
            (Vector.ConvertToSingle(Vector.AsVectorInt32(high)) * scale).CopyTo(target[(i + Vector<float>.Count)..]);
        }
        for (; i < target.Length; i++) target[i] = (sums[i] + (2 * sums[i + 1]) + sums[i + 2]) * scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Above(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int index, Vector<float> limit) =>
        Vector.GreaterThan(Vector.Abs(Load(a, index) - Load(b, index)), limit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<byte> Three(ReadOnlySpan<byte> row, int x) => Load(row, x - 1) | Load(row, x) | Load(row, x + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ReadOnlySpan<T> values, int index)
        where T : struct => new(values[index..]);
}
