using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Turns YuNet's outputs into faces (Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", 2023). For each cell (x, y) of a grid
/// with stride s: score = sqrt(cls * obj); box centre = ((x + b0) * s, (y + b1) * s), size = (exp(b2) * s, exp(b3) * s); landmark k =
/// ((x + k0) * s, (y + k1) * s): right eye, left eye, nose, right and left corner of the mouth. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class YuNetDecoder : IOutputDecoder<FaceDetection>
{
    internal static readonly int[] Strides = [8, 16, 32];

    private readonly FaceCandidates _candidates = new();
    private readonly int _width, _height;

    /// <summary>For an input size in pixels, multiples of 32.</summary>
    internal YuNetDecoder(int width, int height)
    {
        _width = width;
        _height = height;
    }

    /// <summary>For a model whose outputs are, in the card's order, cls, obj, bbox and kps of stride 8, then of 16, then of 32.</summary>
    /// <exception cref="ModelException">The outputs have other shapes.</exception>
    internal YuNetDecoder(ModelCard card, ModelOutputs outputs) : this(card.Input.Width, card.Input.Height)
    {
        for (int level = 0; level < Strides.Length; level++)
        {
            long cells = (long)(_width / Strides[level]) * (_height / Strides[level]);
            outputs.Require(4 * level, [1, cells, 1]);
            outputs.Require((4 * level) + 1, [1, cells, 1]);
            outputs.Require((4 * level) + 2, [1, cells, 4]);
            outputs.Require((4 * level) + 3, [1, cells, 10]);
        }
    }

    /// <inheritdoc />
    public int Decode(ModelOutputs outputs, in LetterboxTransform transform, DetectorLimits limits, Span<FaceDetection> results)
    {
        Begin();
        for (int level = 0; level < Strides.Length; level++)
        {
            int first = 4 * level;
            YuNetLevel tensors = new(Strides[level], outputs[first], outputs[first + 1], outputs[first + 2], outputs[first + 3]);
            Scan(tensors, transform, limits.ScoreThreshold);
        }
        return End(limits, results);
    }

    internal void Begin() => _candidates.Clear();

    internal int End(DetectorLimits limits, Span<FaceDetection> results) => _candidates.Write(limits.OverlapMax, blend: false, results);

    /// <summary>Reads the tensors of one stride.</summary>
    /// <exception cref="ModelOutputException">A score is not a probability, or a coordinate of a face is not finite.</exception>
    internal void Scan(in YuNetLevel level, in LetterboxTransform transform, float threshold)
    {
        int columns = _width / level.Stride;
        float product = threshold * threshold;
        for (int i = 0; i < level.Class.Length; i++)
        {
            float score = Probability(level.Class[i]) * Probability(level.Object[i]);
            if (score < product) continue;
            Add(level, i, new LandmarkPoint(i % columns, i / columns), MathF.Sqrt(score), transform);
        }
    }

    private void Add(in YuNetLevel level, int cell, LandmarkPoint origin, float score, in LetterboxTransform transform)
    {
        int stride = level.Stride;
        ReadOnlySpan<float> b = level.Boxes.Slice(cell * 4, 4), k = level.Points.Slice(cell * 10, 10);
        float x = (origin.X + b[0]) * stride, y = (origin.Y + b[1]) * stride;
        float halfWidth = MathF.Exp(b[2]) * stride / 2, halfHeight = MathF.Exp(b[3]) * stride / 2;
        FaceLandmarks landmarks = new(
            LandmarkSet.MouthCorners, Point(k, 0, origin, stride, transform), Point(k, 1, origin, stride, transform),
            Point(k, 2, origin, stride, transform), Point(k, 3, origin, stride, transform), Point(k, 4, origin, stride, transform));
        _candidates.Add(
            (transform.FrameX(x - halfWidth), transform.FrameY(y - halfHeight), transform.FrameX(x + halfWidth), transform.FrameY(y + halfHeight)),
            score, landmarks);
    }

    private static LandmarkPoint Point(ReadOnlySpan<float> k, int index, LandmarkPoint origin, int stride, in LetterboxTransform transform) =>
        new(transform.FrameX((origin.X + k[2 * index]) * stride), transform.FrameY((origin.Y + k[(2 * index) + 1]) * stride));

    private static float Probability(float value) => value is >= 0 and <= 1 ? value : throw FaceCandidates.Fault("face scores", value);
}
