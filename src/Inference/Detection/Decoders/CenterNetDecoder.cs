using System.Numerics;
using System.Runtime.InteropServices;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Turns CenterNet's outputs into detections. A cell (x, y) of class c with score s is one if s reaches the threshold and is the
/// maximum of its 3x3 neighbourhood; its box is (4x - wh0, 4y - wh1, 4x + wh2, 4y + wh3) in input pixels (Zhou et al., "Objects as
/// Points", 2019; four distances instead of a size as in MMDetection's and Human's variant). Not thread-safe; allocates nothing.
/// </summary>
internal sealed class CenterNetDecoder : IOutputDecoder<Detection>
{
    /// <summary>Input pixels a heat map cell.</summary>
    internal const int Stride = 4;

    // Far above what a picture holds; when a weak threshold gives more, the best half goes on.
    private const int CandidatesMax = 2048;

    private readonly int _classes, _width, _height;
    private readonly Detection[] _candidates = new Detection[CandidatesMax];
    private int _count;

    /// <summary>For heat maps of a number of classes and a size in cells.</summary>
    internal CenterNetDecoder(int classes, int width, int height)
    {
        _classes = classes;
        _width = width;
        _height = height;
    }

    /// <summary>For a model whose outputs are the heat map and the distances of the edges.</summary>
    /// <exception cref="ModelException">The outputs have other shapes.</exception>
    internal CenterNetDecoder(ModelCard card, ModelOutputs outputs)
        : this(card.Labels.Count, card.Input.Width / Stride, card.Input.Height / Stride)
    {
        outputs.Require(0, [1, _classes, _height, _width]);
        outputs.Require(1, [1, 4, _height, _width]);
    }

    private int PlaneLength => _width * _height;

    /// <summary>Floats of the heat map, 1 x classes x height x width.</summary>
    internal int HeatLength => _classes * PlaneLength;

    /// <summary>Floats of the distances, 1 x 4 x height x width.</summary>
    internal int DistanceLength => 4 * PlaneLength;

    /// <inheritdoc />
    public int Decode(ModelOutputs outputs, in LetterboxTransform transform, DetectorLimits limits, Span<Detection> results) =>
        Decode(outputs[0], outputs[1], transform, limits, results);

    /// <summary>Finds peaks, drops overlapping ones and writes the rest in parts of the frame, best first.</summary>
    /// <param name="heat">Scores after the sigmoid, 1 x classes x height x width.</param>
    /// <param name="distances">Distances of the four edges from the cell in input pixels, 1 x 4 x height x width: left, top, right, bottom.</param>
    /// <param name="transform">From input pixels to the frame.</param>
    /// <param name="limits">Thresholds; the score threshold must be above 0.</param>
    /// <param name="detections">Takes the best ones.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ModelOutputException">A score is not a probability, or the distance of a peak is not finite.</exception>
    internal int Decode(
        ReadOnlySpan<float> heat, ReadOnlySpan<float> distances, in LetterboxTransform transform, DetectorLimits limits, Span<Detection> detections)
    {
        if (heat.Length != HeatLength || distances.Length != DistanceLength)
        {
            throw new ModelOutputException(
                $"outputs of {heat.Length} and {distances.Length} floats, expected {HeatLength} and {DistanceLength}: the card does not fit the model");
        }
        _count = 0;
        for (int c = 0; c < _classes; c++) ScanPlane(heat.Slice(c * PlaneLength, PlaneLength), c, distances, transform, limits.ScoreThreshold);
        int kept = NonMaximumSuppression.Keep(_candidates.AsSpan(0, _count), limits.OverlapMax);
        kept = Math.Min(kept, detections.Length);
        _candidates.AsSpan(0, kept).CopyTo(detections);
        return kept;
    }

    private void ScanPlane(ReadOnlySpan<float> plane, int classId, ReadOnlySpan<float> distances, in LetterboxTransform transform, float threshold)
    {
        // For floats from 0 up the bits are ordered like the values, and all that is wrong (negative, infinite, NaN) has larger bits:
        // one unsigned comparison finds both the peaks and the faults.
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(plane);
        uint thresholdBits = BitConverter.SingleToUInt32Bits(threshold);
        Vector<uint> limit = new(thresholdBits);
        int step = Vector<uint>.Count, i = 0;
        for (; i <= bits.Length - (4 * step); i += 4 * step)
        {
            Vector<uint> low = Vector.Max(new Vector<uint>(bits[i..]), new Vector<uint>(bits[(i + step)..]));
            Vector<uint> high = Vector.Max(new Vector<uint>(bits[(i + (2 * step))..]), new Vector<uint>(bits[(i + (3 * step))..]));
            if (Vector.LessThanAll(Vector.Max(low, high), limit)) continue;
            for (int k = i; k < i + (4 * step); k++)
                if (bits[k] >= thresholdBits) Examine(plane, k, classId, distances, transform);
        }
        for (; i < bits.Length; i++)
            if (bits[i] >= thresholdBits) Examine(plane, i, classId, distances, transform);
    }

    private void Examine(ReadOnlySpan<float> plane, int cell, int classId, ReadOnlySpan<float> distances, in LetterboxTransform transform)
    {
        float score = plane[cell];
        // The sigmoid of float32 gives 0..1; minus zero is a zero.
        if (!(score is >= 0 and <= 1)) throw Fault("heat map", score);
        if (score == 0) return;
        int x = cell % _width, y = cell / _width;
        if (!IsPeak(plane, x, y, score)) return;
        float left = distances[cell], top = distances[cell + PlaneLength];
        float right = distances[cell + (2 * PlaneLength)], bottom = distances[cell + (3 * PlaneLength)];
        float sum = left + top + right + bottom;
        if (!float.IsFinite(sum)) throw Fault("distances", sum);
        float frameX = transform.FrameX((Stride * x) - left), frameY = transform.FrameY((Stride * y) - top);
        float frameRight = transform.FrameX((Stride * x) + right), frameBottom = transform.FrameY((Stride * y) + bottom);
        BoundingBox box = new BoundingBox(frameX, frameY, frameRight - frameX, frameBottom - frameY).ClipToFrame();
        // Nothing of it is inside the frame, or the distances are turned round.
        if (!(box.Width > 0 && box.Height > 0)) return;
        if (_count == CandidatesMax) Thin();
        _candidates[_count++] = new Detection(box, score, classId);
    }

    private bool IsPeak(ReadOnlySpan<float> plane, int x, int y, float score)
    {
        int right = Math.Min(x + 1, _width - 1), bottom = Math.Min(y + 1, _height - 1);
        for (int row = Math.Max(y - 1, 0); row <= bottom; row++)
        {
            for (int column = Math.Max(x - 1, 0); column <= right; column++)
                if (plane[(row * _width) + column] > score) return false;
        }
        return true;
    }

    private void Thin()
    {
        DetectionOrder.SortBestFirst(_candidates.AsSpan(0, _count));
        _count = CandidatesMax / 2;
    }

    private static ModelOutputException Fault(string output, float value) =>
        new($"the model's {output} holds {value}: the weights or the runtime are broken; run build/setup.sh, which checks both");
}
