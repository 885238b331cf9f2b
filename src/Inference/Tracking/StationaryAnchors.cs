using System.Numerics;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// Small grey pictures of places, and how well two of them correlate: whether what stood in a place still stands there can be told
/// without a detector. Keeps its taps and buffers from call to call.
/// </summary>
internal sealed class StationaryAnchors
{
    /// <summary>Pixels a side of an anchor.</summary>
    internal const int Side = 96;

    /// <summary>Bytes of an anchor: luma, row by row.</summary>
    internal const int Length = Side * Side;

    // A place of fewer pixels a side shows nothing that could be compared.
    private const int SidePixelsMin = 8;
    // Below a deviation of 2 grey levels there is only noise to correlate.
    private const double VarianceMin = 4;

    private readonly PlaneResampler _resampler = new();
    private readonly float[] _row = new float[Side];

    /// <summary>Scales the luma of a place, given in parts of the frame, to an anchor. False if the place is too small in this picture.</summary>
    internal bool Capture(in ImageView image, in BoundingBox place, Span<byte> anchor)
    {
        BoundingBox visible = place.ClipToFrame();
        if (visible.Width * image.Width < SidePixelsMin || visible.Height * image.Height < SidePixelsMin) return false;
        _resampler.Build(Interval(visible.X, visible.Width, image.Width), Interval(visible.Y, visible.Height, image.Height), Side, Side);
        for (int row = 0; row < Side; row++)
        {
            _resampler.WriteRow(image.Y, image.YStride, row, _row);
            Span<byte> target = anchor.Slice(row * Side, Side);
            for (int i = 0; i < Side; i++) target[i] = (byte)Math.Clamp(_row[i] + 0.5f, 0, 255);
        }
        return true;
    }

    /// <summary>
    /// Normalised cross-correlation of two anchors, -1..1: 1 for the same picture, also if brightness or contrast changed as a whole;
    /// 0 if one of them has no contrast to compare.
    /// </summary>
    internal static double Correlation(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        // Exact in 32 bits: 9216 * 255 * 255 is below 2^31.
        Vector<uint> sums = default, secondSums = default, squares = default, secondSquares = default, products = default;
        for (int i = 0; i < Length; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(first[i..]), out Vector<ushort> a, out Vector<ushort> b);
            Vector.Widen(new Vector<byte>(second[i..]), out Vector<ushort> c, out Vector<ushort> d);
            sums += Widened(a + b);
            secondSums += Widened(c + d);
            squares += Widened(a * a) + Widened(b * b);
            secondSquares += Widened(c * c) + Widened(d * d);
            products += Widened(a * c) + Widened(b * d);
        }
        double n = Length, mean = Vector.Sum(sums) / n, secondMean = Vector.Sum(secondSums) / n;
        double variance = (Vector.Sum(squares) / n) - (mean * mean), secondVariance = (Vector.Sum(secondSquares) / n) - (secondMean * secondMean);
        if (variance < VarianceMin || secondVariance < VarianceMin) return 0;
        return ((Vector.Sum(products) / n) - (mean * secondMean)) / Math.Sqrt(variance * secondVariance);
    }

    private static Vector<uint> Widened(Vector<ushort> values)
    {
        Vector.Widen(values, out Vector<uint> low, out Vector<uint> high);
        return low + high;
    }

    // Only the samples that the filter can reach: a whole row for a small place would be read for nothing.
    private static SampleInterval Interval(float start, float length, int samples)
    {
        double from = start * (double)samples, extent = length * (double)samples;
        int reach = (int)Math.Ceiling(Math.Max(1, extent / Side)) + 1;
        return new SampleInterval(from, extent, Math.Max(0, (int)from - reach), Math.Min(samples, (int)Math.Ceiling(from + extent) + reach));
    }
}
