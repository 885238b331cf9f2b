using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SafeCity.Edge.Inference.Frames;

/// <summary>The inner loops of resampling: rows of bytes are summed to a row of floats, and a row of floats is resampled.</summary>
internal static class ResampleKernels
{
    /// <summary>Floats that must be readable after the last source sample of <see cref="Horizontal"/>.</summary>
    internal const int ReadPadding = 4;

    /// <summary><c>target[x] = sum over k of weights[k] * rows[k * stride + x]</c>.</summary>
    internal static void Vertical(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<float> weights, Span<float> target)
    {
        RequireRows(rows, stride, weights.Length, target.Length);
        int step = Vector<byte>.Count, x = 0;
        if (target.Length < step)
        {
            for (; x < target.Length; x++) target[x] = Column(rows, stride, weights, x);
            return;
        }
        for (; x <= target.Length - step; x += step) VerticalBlock(rows, stride, weights, target, x);
        // The rest is done by a block that overlaps the one before: the same values again.
        if (x < target.Length) VerticalBlock(rows, stride, weights, target, target.Length - step);
    }

    /// <summary>The same for rows of interleaved pairs: even bytes go to <paramref name="first"/>, odd bytes to <paramref name="second"/>.</summary>
    internal static void VerticalPairs(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<float> weights, Span<float> first, Span<float> second)
    {
        second = second[..first.Length];
        RequireRows(rows, stride, weights.Length, first.Length * 2);
        int step = Vector<ushort>.Count, x = 0;
        if (first.Length < step)
        {
            for (; x < first.Length; x++)
            {
                first[x] = Column(rows, stride, weights, 2 * x);
                second[x] = Column(rows, stride, weights, (2 * x) + 1);
            }
            return;
        }
        for (; x <= first.Length - step; x += step) VerticalPairsBlock(rows, stride, weights, first, second, x);
        if (x < first.Length) VerticalPairsBlock(rows, stride, weights, first, second, first.Length - step);
    }

    /// <summary>
    /// <c>target[i] = sum over k of axis.Weights[i, k] * source[axis.Starts[i] + k]</c>. The source must be readable for
    /// <see cref="ReadPadding"/> floats after its last sample, and these must be finite.
    /// </summary>
    internal static void Horizontal(ReadOnlySpan<float> source, ResampleAxis axis, Span<float> target)
    {
        int taps = axis.Taps, i = 0;
        ReadOnlySpan<int> starts = axis.Starts;
        ReadOnlySpan<float> weights = axis.Weights;
        if (target.Length != starts.Length || starts[^1] + taps > source.Length) throw new ArgumentException("the rows do not fit the axis");
        ref float from = ref MemoryMarshal.GetReference(source);
        ref float weight = ref MemoryMarshal.GetReference(weights);
        if (taps == 2)
        {
            for (; i <= target.Length - 4; i += 4) HorizontalTwoTaps(ref from, ref Unsafe.Add(ref weight, i * 2), starts.Slice(i, 4)).CopyTo(target[i..]);
        }
        else
        {
            for (; i <= target.Length - 4; i += 4)
                HorizontalFourTaps(ref from, ref Unsafe.Add(ref weight, i * taps), starts.Slice(i, 4), taps).CopyTo(target[i..]);
        }
        for (; i < target.Length; i++)
        {
            float sum = 0;
            for (int k = 0; k < taps; k++) sum += weights[(i * taps) + k] * source[starts[i] + k];
            target[i] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> HorizontalTwoTaps(ref float from, ref float weight, ReadOnlySpan<int> starts)
    {
        Vector128<float> low = Vector128.Create(Pair(ref from, starts[0]), Pair(ref from, starts[1])).AsSingle();
        Vector128<float> high = Vector128.Create(Pair(ref from, starts[2]), Pair(ref from, starts[3])).AsSingle();
        low *= Vector128.LoadUnsafe(ref weight);
        high *= Vector128.LoadUnsafe(ref weight, 4);
        return AddPairs(low, high);
    }

    // Four outputs at a time, for a number of taps that is a multiple of 4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> HorizontalFourTaps(ref float from, ref float weight, ReadOnlySpan<int> starts, int taps)
    {
        Vector128<float> a = default, b = default, c = default, d = default;
        for (int k = 0; k < taps; k += 4)
        {
            a = Vector128.MultiplyAddEstimate(Quad(ref from, starts[0] + k), Quad(ref weight, k), a);
            b = Vector128.MultiplyAddEstimate(Quad(ref from, starts[1] + k), Quad(ref weight, taps + k), b);
            c = Vector128.MultiplyAddEstimate(Quad(ref from, starts[2] + k), Quad(ref weight, (2 * taps) + k), c);
            d = Vector128.MultiplyAddEstimate(Quad(ref from, starts[3] + k), Quad(ref weight, (3 * taps) + k), d);
        }
        return AddPairs(AddPairs(a, b), AddPairs(c, d));
    }

    // Two neighbouring floats, moved as one double: Vector64 is slow on x86-64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Pair(ref float from, int index) => Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref from, index)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quad(ref float from, int index) => Vector128.LoadUnsafe(ref from, (nuint)index);

    // (a0+a1, a2+a3, b0+b1, b2+b3); there is no portable name for it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> AddPairs(Vector128<float> a, Vector128<float> b) =>
        Sse3.IsSupported ? Sse3.HorizontalAdd(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.AddPairwise(a, b)
        : Vector128.Create(a[0] + a[1], a[2] + a[3], b[0] + b[1], b[2] + b[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void VerticalBlock(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<float> weights, Span<float> target, int x)
    {
        Vector<float> a = default, b = default, c = default, d = default;
        ref byte row = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), x);
        foreach (float weight in weights)
        {
            Vector.Widen(Vector.LoadUnsafe(ref row), out Vector<ushort> low, out Vector<ushort> high);
            Accumulate(low, weight, ref a, ref b);
            Accumulate(high, weight, ref c, ref d);
            row = ref Unsafe.Add(ref row, stride);
        }
        ref float to = ref Unsafe.Add(ref MemoryMarshal.GetReference(target), x);
        a.StoreUnsafe(ref to);
        b.StoreUnsafe(ref to, (nuint)Vector<float>.Count);
        c.StoreUnsafe(ref to, (nuint)(2 * Vector<float>.Count));
        d.StoreUnsafe(ref to, (nuint)(3 * Vector<float>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void VerticalPairsBlock(
        ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<float> weights, Span<float> first, Span<float> second, int x)
    {
        Vector<float> a = default, b = default, c = default, d = default;
        ref byte row = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), 2 * x);
        foreach (float weight in weights)
        {
            // Both of our architectures are little-endian: the even byte is the low one.
            Vector<ushort> pairs = Vector.AsVectorUInt16(Vector.LoadUnsafe(ref row));
            Accumulate(pairs & new Vector<ushort>(0xFF), weight, ref a, ref b);
            Accumulate(Vector.ShiftRightLogical(pairs, 8), weight, ref c, ref d);
            row = ref Unsafe.Add(ref row, stride);
        }
        ref float toFirst = ref Unsafe.Add(ref MemoryMarshal.GetReference(first), x);
        ref float toSecond = ref Unsafe.Add(ref MemoryMarshal.GetReference(second), x);
        a.StoreUnsafe(ref toFirst);
        b.StoreUnsafe(ref toFirst, (nuint)Vector<float>.Count);
        c.StoreUnsafe(ref toSecond);
        d.StoreUnsafe(ref toSecond, (nuint)Vector<float>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(Vector<ushort> samples, float weight, ref Vector<float> low, ref Vector<float> high)
    {
        Vector.Widen(samples, out Vector<uint> first, out Vector<uint> second);
        // Through int: the conversion from uint is slow without AVX-512.
        low = Vector.MultiplyAddEstimate(Vector.ConvertToSingle(Vector.AsVectorInt32(first)), new Vector<float>(weight), low);
        high = Vector.MultiplyAddEstimate(Vector.ConvertToSingle(Vector.AsVectorInt32(second)), new Vector<float>(weight), high);
    }

    private static float Column(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<float> weights, int x)
    {
        float sum = 0;
        for (int k = 0; k < weights.Length; k++) sum += weights[k] * rows[(k * stride) + x];
        return sum;
    }

    private static void RequireRows(ReadOnlySpan<byte> rows, int stride, int count, int rowBytes)
    {
        if (((long)stride * (count - 1)) + rowBytes > rows.Length) throw new ArgumentException("the rows are longer than their plane");
    }
}
