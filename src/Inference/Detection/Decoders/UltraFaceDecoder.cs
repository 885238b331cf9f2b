using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Turns UltraFace's outputs into faces without landmarks: for each prior the probabilities of background and face, and the box as
/// left, top, right, bottom in parts of the input (the priors are applied inside the graph). Not thread-safe; allocates nothing.
/// </summary>
internal sealed class UltraFaceDecoder : IOutputDecoder<FaceDetection>
{
    private readonly FaceCandidates _candidates = new();
    private readonly int _width, _height;

    /// <summary>For an input size in pixels.</summary>
    internal UltraFaceDecoder(int width, int height)
    {
        _width = width;
        _height = height;
    }

    /// <summary>For a model whose outputs are, in the card's order, scores 1 x priors x 2 and boxes 1 x priors x 4.</summary>
    /// <exception cref="ModelException">The outputs have other shapes.</exception>
    internal UltraFaceDecoder(ModelCard card, ModelOutputs outputs) : this(card.Input.Width, card.Input.Height)
    {
        IReadOnlyList<long> scores = outputs.DeclaredShape(0);
        long priors = scores.Count > 1 ? scores[1] : -1;
        outputs.Require(0, [1, priors, 2]);
        outputs.Require(1, [1, priors, 4]);
    }

    /// <inheritdoc />
    public int Decode(ModelOutputs outputs, in LetterboxTransform transform, DetectorLimits limits, Span<FaceDetection> results) =>
        Decode(outputs[0], outputs[1], transform, limits, results);

    /// <summary>The same from plain tensors.</summary>
    /// <exception cref="ModelOutputException">A score is not a probability, or a coordinate of a face is not finite.</exception>
    internal int Decode(
        ReadOnlySpan<float> scores, ReadOnlySpan<float> boxes, in LetterboxTransform transform, DetectorLimits limits, Span<FaceDetection> results)
    {
        if (boxes.Length != 2 * scores.Length)
            throw new ModelOutputException($"outputs of {scores.Length} and {boxes.Length} floats, expected 2 and 4 a prior: the card does not fit the model");
        _candidates.Clear();
        for (int prior = 0; prior < scores.Length / 2; prior++)
        {
            float score = scores[(2 * prior) + 1];
            if (!(score is >= 0 and <= 1)) throw FaceCandidates.Fault("face scores", score);
            if (score < limits.ScoreThreshold) continue;
            ReadOnlySpan<float> b = boxes.Slice(4 * prior, 4);
            _candidates.Add(
                (transform.FrameX(b[0] * _width), transform.FrameY(b[1] * _height), transform.FrameX(b[2] * _width), transform.FrameY(b[3] * _height)),
                score, default);
        }
        return _candidates.Write(limits.OverlapMax, blend: false, results);
    }
}
