using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Turns YOLOX's raw grid outputs into detections: one row of (tx, ty, tw, th, objectness, class scores) a cell, the grids of all strides
/// one after the other, row by row; <c>centre = (cell + t) * stride, size = exp(t) * stride</c> in input pixels; the score is objectness
/// times the best class (Ge et al., "YOLOX", 2021). Objectness and classes are past their sigmoid. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class YoloxDecoder : IOutputDecoder<Detection>
{
    // Columns before the class scores.
    private const int BoxColumns = 4;
    private const int FixedColumns = 5;
    private const int StrideMax = 256;

    private readonly int[] _strides;
    private readonly (int Width, int Height)[] _grids;
    private readonly int _columns;
    private readonly CandidateList _candidates;

    /// <summary>For an input of a size.</summary>
    internal YoloxDecoder(IReadOnlyList<string> labels, int inputWidth, int inputHeight, int[] strides)
    {
        _candidates = new CandidateList(labels);
        _strides = strides;
        _grids = [.. strides.Select(s => (inputWidth / s, inputHeight / s))];
        _columns = FixedColumns + labels.Count;
        Rows = _grids.Sum(g => g.Width * g.Height);
    }

    /// <summary>For a model whose only output is the grid.</summary>
    /// <exception cref="ModelException">The output has another shape, or the card a parameter that cannot be.</exception>
    internal YoloxDecoder(ModelCard card, ModelOutputs outputs)
        : this(card.Labels, card.Input.Width, card.Input.Height, Strides(card)) => outputs.Require(0, [1, Rows, _columns]);

    /// <summary>Cells of all grids.</summary>
    internal int Rows { get; }

    /// <inheritdoc />
    public int Decode(ModelOutputs outputs, in LetterboxTransform transform, DetectorLimits limits, Span<Detection> results) =>
        Decode(outputs[0], transform, limits, results);

    /// <summary>Finds the cells that reach the threshold, drops overlapping boxes and writes the rest in parts of the frame, best first.</summary>
    /// <param name="grid">1 x rows x (5 + classes).</param>
    /// <param name="transform">From input pixels to the frame.</param>
    /// <param name="limits">Thresholds; the score threshold must be above 0.</param>
    /// <param name="detections">Takes the best ones.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ModelOutputException">A score is not a probability, or a coordinate is not finite.</exception>
    internal int Decode(ReadOnlySpan<float> grid, in LetterboxTransform transform, DetectorLimits limits, Span<Detection> detections)
    {
        OutputFaults.RequireLength(grid, Rows * _columns, "grid");
        OutputFaults.RequireFinite(grid, "grid");
        _candidates.Clear();
        int row = 0;
        for (int g = 0; g < _grids.Length; g++)
        {
            for (int y = 0; y < _grids[g].Height; y++)
            {
                for (int x = 0; x < _grids[g].Width; x++)
                    DecodeCell(grid.Slice(_columns * row++, _columns), (x, y, _strides[g]), transform, limits.ScoreThreshold);
            }
        }
        return _candidates.Suppress(limits, detections);
    }

    private void DecodeCell(ReadOnlySpan<float> row, (int X, int Y, int Stride) cell, in LetterboxTransform transform, float threshold)
    {
        OutputFaults.RequireProbabilities(row[BoxColumns..], "scores");
        float objectness = row[BoxColumns];
        // No class score is above 1, so that the product is not above the objectness.
        if (objectness < threshold) return;
        int best = BestClass.Of(row[FixedColumns..]);
        float score = objectness * row[FixedColumns + best];
        if (score < threshold) return;
        float centerX = (cell.X + row[0]) * cell.Stride, centerY = (cell.Y + row[1]) * cell.Stride;
        float width = MathF.Exp(row[2]) * cell.Stride, height = MathF.Exp(row[3]) * cell.Stride;
        ModelBox.AddCentered(_candidates, transform, (centerX, centerY, width, height), score, best);
    }

    private static int[] Strides(ModelCard card)
    {
        CardParameters parameters = new(card);
        int[] strides = parameters.Integers("strides", static count => count > 0, (1, StrideMax), [8, 16, 32]);
        parameters.ThrowIfFaulty();
        return strides;
    }
}
