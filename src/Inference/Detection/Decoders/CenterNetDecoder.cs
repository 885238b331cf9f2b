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

    private readonly int _classes, _width, _height;
    private readonly CandidateList _candidates;

    /// <summary>For heat maps of these classes and a size in cells.</summary>
    internal CenterNetDecoder(IReadOnlyList<string> labels, int width, int height)
    {
        _candidates = new CandidateList(labels);
        _classes = labels.Count;
        _width = width;
        _height = height;
    }

    /// <summary>For a model whose outputs are the heat map and the distances of the edges.</summary>
    /// <exception cref="ModelException">The outputs have other shapes.</exception>
    internal CenterNetDecoder(ModelCard card, ModelOutputs outputs)
        : this(card.Labels, card.Input.Width / Stride, card.Input.Height / Stride)
    {
        CardParameters.RefuseAll(card);
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
        _candidates.Clear();
        for (int c = 0; c < _classes; c++) ScanPlane(heat.Slice(c * PlaneLength, PlaneLength), c, distances, transform, limits.ScoreThreshold);
        return _candidates.Suppress(limits, detections);
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
        if (!(score is >= 0 and <= 1)) throw OutputFaults.Of("heat map", score);
        if (score == 0) return;
        int x = cell % _width, y = cell / _width;
        if (!IsPeak(plane, x, y, score)) return;
        float left = distances[cell], top = distances[cell + PlaneLength];
        float right = distances[cell + (2 * PlaneLength)], bottom = distances[cell + (3 * PlaneLength)];
        float sum = left + top + right + bottom;
        if (!float.IsFinite(sum)) throw OutputFaults.Of("distances", sum);
        int inputX = Stride * x, inputY = Stride * y;
        ModelBox.Add(_candidates, transform, (inputX - left, inputY - top, inputX + right, inputY + bottom), score, classId);
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
}
