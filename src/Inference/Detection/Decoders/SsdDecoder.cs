using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Turns the outputs of a single-shot detector into detections: offsets to anchors (1 x N x 4) and class scores (1 x N x classes, the
/// background among them). With variances v: <c>centre = anchor centre + t * v * anchor size, size = anchor size * exp(t * v)</c> (Liu et
/// al., 2016, section 2.2). Further parameters of its cards than those of <see cref="AnchorLayout"/>: <c>variances</c> (x, y, width,
/// height; left out: 0.1, 0.1, 0.2, 0.2), <c>boxOrder</c> (0: x, y, width, height; 1: y, x, height, width as TensorFlow's),
/// <c>background</c> (its class; left out 0, -1: there is none) and <c>activation</c>. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class SsdDecoder : IOutputDecoder<Detection>
{
    private const int BoxColumns = 4;

    private readonly SsdLayout _layout;
    private readonly (float X, float Y, float Width, float Height)[] _anchors;
    private readonly int _classes, _inputWidth, _inputHeight;
    private readonly CandidateList _candidates;

    /// <summary>For an input of a size; the labels without that of the background.</summary>
    internal SsdDecoder(IReadOnlyList<string> labels, int inputWidth, int inputHeight, SsdLayout layout)
    {
        _candidates = new CandidateList(labels);
        _layout = layout;
        _anchors = AnchorGrid.Build(layout.Anchors);
        _classes = labels.Count + (layout.Background >= 0 ? 1 : 0);
        (_inputWidth, _inputHeight) = (inputWidth, inputHeight);
    }

    /// <summary>For a model whose outputs are offsets and class scores.</summary>
    /// <exception cref="ModelException">The outputs have other shapes, or the card lacks a parameter or has one that cannot be.</exception>
    internal SsdDecoder(ModelCard card, ModelOutputs outputs)
        : this(card.Labels, card.Input.Width, card.Input.Height, SsdLayout.Read(card))
    {
        outputs.Require(0, [1, AnchorCount, BoxColumns]);
        outputs.Require(1, [1, AnchorCount, _classes]);
    }

    /// <summary>Anchors of all feature maps.</summary>
    internal int AnchorCount => _anchors.Length;

    /// <inheritdoc />
    public int Decode(ModelOutputs outputs, in LetterboxTransform transform, DetectorLimits limits, Span<Detection> results) =>
        Decode(outputs[0], outputs[1], transform, limits, results);

    /// <summary>Finds the anchors that reach the threshold, drops overlapping boxes and writes the rest in parts of the frame, best first.</summary>
    /// <param name="offsets">1 x anchors x 4.</param>
    /// <param name="scores">1 x anchors x classes.</param>
    /// <param name="transform">From input pixels to the frame.</param>
    /// <param name="limits">Thresholds; the score threshold must be above 0.</param>
    /// <param name="detections">Takes the best ones.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ModelOutputException">A score is not a probability, or a number is not finite.</exception>
    internal int Decode(
        ReadOnlySpan<float> offsets, ReadOnlySpan<float> scores, in LetterboxTransform transform, DetectorLimits limits, Span<Detection> detections)
    {
        OutputFaults.RequireLength(offsets, AnchorCount * BoxColumns, "offsets");
        OutputFaults.RequireLength(scores, AnchorCount * _classes, "scores");
        OutputFaults.RequireFinite(offsets, "offsets");
        if (_layout.Activation == ScoreActivation.None) OutputFaults.RequireProbabilities(scores, "scores");
        else OutputFaults.RequireFinite(scores, "scores");
        _candidates.Clear();
        for (int i = 0; i < _anchors.Length; i++)
        {
            (int label, float score) = Best(scores.Slice(i * _classes, _classes));
            if (score < limits.ScoreThreshold) continue;
            AddBox(_anchors[i], offsets.Slice(i * BoxColumns, BoxColumns), transform, score, label);
        }
        return _candidates.Suppress(limits, detections);
    }

    private void AddBox(
        (float X, float Y, float Width, float Height) anchor, ReadOnlySpan<float> offset, in LetterboxTransform transform, float score, int label)
    {
        int x = _layout.YFirst ? 1 : 0, y = 1 - x;
        IReadOnlyList<float> variances = _layout.Variances;
        float centerX = anchor.X + (offset[x] * variances[0] * anchor.Width), centerY = anchor.Y + (offset[y] * variances[1] * anchor.Height);
        float width = anchor.Width * MathF.Exp(offset[2 + x] * variances[2]), height = anchor.Height * MathF.Exp(offset[2 + y] * variances[3]);
        (float, float, float, float) box = (centerX * _inputWidth, centerY * _inputHeight, width * _inputWidth, height * _inputHeight);
        ModelBox.AddCentered(_candidates, transform, box, score, label);
    }

    // The best class that is not the background, as an index into the labels.
    private (int Label, float Score) Best(ReadOnlySpan<float> row)
    {
        int best = -1;
        for (int c = 0; c < row.Length; c++)
            if (c != _layout.Background && (best < 0 || row[c] > row[best])) best = c;
        int label = _layout.Background >= 0 && best > _layout.Background ? best - 1 : best;
        return (label, Probability(row, best));
    }

    private float Probability(ReadOnlySpan<float> row, int index) => _layout.Activation switch
    {
        ScoreActivation.Softmax => Softmax(row, index),
        ScoreActivation.Sigmoid => 1 / (1 + MathF.Exp(-row[index])),
        _ => row[index],
    };

    private static float Softmax(ReadOnlySpan<float> row, int index)
    {
        // Less the largest, so that no exponential overflows.
        float largest = row[BestClass.Of(row)], sum = 0;
        foreach (float logit in row) sum += MathF.Exp(logit - largest);
        return MathF.Exp(row[index] - largest) / sum;
    }
}
