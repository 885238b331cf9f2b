using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Turns BlazeFace's outputs into faces (Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs", 2019).
/// Front (128x128) and back (256x256) share the anchors: 2 for each cell of a 16x16 grid and 6 for each of an 8x8 grid, at the cell's
/// centre and without a size of their own. An anchor's 16 values, in input pixels: centre of the box from the anchor, its size, then
/// right eye, left eye, nose, mouth and the two ears from the anchor. Scores are logits. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class BlazeFaceDecoder : IOutputDecoder<FaceDetection>
{
    internal const int FineGrid = 16, FineAnchors = 2, CoarseGrid = 8, CoarseAnchors = 6;

    /// <summary>Values an anchor.</summary>
    internal const int Values = 16;

    private readonly FaceCandidates _candidates = new();
    private readonly int _width, _height;
    private readonly bool _blend;

    /// <summary>For an input size in pixels.</summary>
    internal BlazeFaceDecoder(int width, int height, bool blend = true)
    {
        _width = width;
        _height = height;
        _blend = blend;
    }

    /// <summary>For a model whose outputs are, in the card's order, scores of the fine and of the coarse grid, then the values of both.</summary>
    /// <exception cref="ModelException">The outputs have other shapes.</exception>
    internal BlazeFaceDecoder(ModelCard card, ModelOutputs outputs) : this(card.Input.Width, card.Input.Height)
    {
        outputs.Require(0, [1, FineGrid * FineGrid * FineAnchors, 1]);
        outputs.Require(1, [1, CoarseGrid * CoarseGrid * CoarseAnchors, 1]);
        outputs.Require(2, [1, FineGrid * FineGrid * FineAnchors, Values]);
        outputs.Require(3, [1, CoarseGrid * CoarseGrid * CoarseAnchors, Values]);
    }

    /// <inheritdoc />
    public int Decode(ModelOutputs outputs, in LetterboxTransform transform, DetectorLimits limits, Span<FaceDetection> results)
    {
        Begin();
        Scan(outputs[0], outputs[2], FineGrid, transform, limits.ScoreThreshold);
        Scan(outputs[1], outputs[3], CoarseGrid, transform, limits.ScoreThreshold);
        return End(limits, results);
    }

    internal void Begin() => _candidates.Clear();

    /// <summary>Reads one grid: <paramref name="scores"/> has one logit an anchor, <paramref name="values"/> 16 numbers.</summary>
    /// <exception cref="ModelOutputException">A score is not a number, or a coordinate of a face is not finite.</exception>
    internal void Scan(ReadOnlySpan<float> scores, ReadOnlySpan<float> values, int grid, in LetterboxTransform transform, float threshold)
    {
        int anchors = scores.Length / (grid * grid);
        float logitMin = MathF.Log(threshold / (1 - threshold));
        for (int i = 0; i < scores.Length; i++)
        {
            // Whatever is not below is looked at, so that a NaN does not pass for "no face".
            if (scores[i] < logitMin) continue;
            if (!float.IsFinite(scores[i])) throw FaceCandidates.Fault("face scores", scores[i]);
            int cell = i / anchors;
            float x = ((cell % grid) + 0.5f) / grid * _width, y = ((cell / grid) + 0.5f) / grid * _height;
            Add(x, y, 1 / (1 + MathF.Exp(-scores[i])), values.Slice(i * Values, Values), transform);
        }
    }

    internal int End(DetectorLimits limits, Span<FaceDetection> results) => _candidates.Write(limits.OverlapMax, _blend, results);

    private void Add(float x, float y, float score, ReadOnlySpan<float> v, in LetterboxTransform transform)
    {
        float centerX = x + v[0], centerY = y + v[1], halfWidth = v[2] / 2, halfHeight = v[3] / 2;
        LandmarkPoint mouth = new(transform.FrameX(x + v[10]), transform.FrameY(y + v[11]));
        FaceLandmarks landmarks = new(
            LandmarkSet.MouthCenter,
            new LandmarkPoint(transform.FrameX(x + v[4]), transform.FrameY(y + v[5])),
            new LandmarkPoint(transform.FrameX(x + v[6]), transform.FrameY(y + v[7])),
            new LandmarkPoint(transform.FrameX(x + v[8]), transform.FrameY(y + v[9])), mouth, mouth);
        _candidates.Add(
            (transform.FrameX(centerX - halfWidth), transform.FrameY(centerY - halfHeight),
                transform.FrameX(centerX + halfWidth), transform.FrameY(centerY + halfHeight)), score, landmarks);
    }
}
