using System.Numerics;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Plates by their middles and corners: an output of 1 x 10 x rows x columns, where channel 0 is the probability that a plate's middle
/// lies in a cell, channels 1 to 8 are the corners (x, y; from the top left clockwise) in pixels of the input from the middle of the
/// cell, and channel 9 is the probability of two lines. A cell counts if it is the largest of its 3 x 3 neighbours, as in CenterNet
/// (Zhou et al., "Objects as Points", 2019). Card parameter: <c>stride</c>, pixels a cell. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class PlateCornerDecoder : IOutputDecoder<PlateDetection>
{
    private const int Channels = 10, TwoLines = 9, FoundMax = 64;

    private readonly int _rows, _columns, _stride;
    private readonly PlateDetection[] _found = new PlateDetection[FoundMax];
    private int _count;

    /// <summary>For an input of a size and cells of <paramref name="stride"/> pixels.</summary>
    internal PlateCornerDecoder(int width, int height, int stride) => (_rows, _columns, _stride) = (height / stride, width / stride, stride);

    /// <summary>For a model whose output fits the card's input and stride.</summary>
    /// <exception cref="ModelException">The output has another shape, or the card no usable stride.</exception>
    internal static PlateCornerDecoder Create(ModelCard card, ModelOutputs outputs)
    {
        CardParameters parameters = new(card);
        int stride = parameters.Integer("stride", (1, 64), 8);
        parameters.ThrowIfFaulty();
        PlateCornerDecoder decoder = new(card.Input.Width, card.Input.Height, stride);
        outputs.Require(0, [1, Channels, decoder._rows, decoder._columns]);
        return decoder;
    }

    /// <inheritdoc />
    public int Decode(ModelOutputs outputs, in LetterboxTransform transform, DetectorLimits limits, Span<PlateDetection> results) =>
        Decode(outputs[0], transform, limits, results);

    /// <summary>See <see cref="IOutputDecoder{T}.Decode"/>; <paramref name="values"/> are channels x rows x columns.</summary>
    internal int Decode(ReadOnlySpan<float> values, in LetterboxTransform transform, DetectorLimits limits, Span<PlateDetection> results)
    {
        int cells = _rows * _columns;
        if (values.Length != Channels * cells)
            throw new ModelOutputException($"plates in {values.Length} floats, expected {Channels * cells}: the card does not fit the model");
        _count = 0;
        for (int cell = 0; cell < cells; cell++)
        {
            float score = values[cell];
            if (!(score is >= 0 and <= 1.0001f))
                throw new ModelOutputException($"a plate has the score {score}: the weights or the runtime are broken; run build/setup.sh, which checks both");
            if (score >= limits.ScoreThreshold && IsPeak(values, cell)) Keep(values, cell, transform);
        }
        _found.AsSpan(0, _count).Sort(BestFirst);
        int kept = 0;
        for (int i = 0; i < _count && kept < results.Length; i++)
            if (!IsCovered(_found[i], results[..kept], limits.OverlapMax)) results[kept++] = _found[i];
        return kept;
    }

    // Of equal neighbours the first counts.
    private bool IsPeak(ReadOnlySpan<float> values, int cell)
    {
        int row = cell / _columns, column = cell % _columns;
        for (int y = Math.Max(0, row - 1); y <= Math.Min(_rows - 1, row + 1); y++)
        {
            for (int x = Math.Max(0, column - 1); x <= Math.Min(_columns - 1, column + 1); x++)
            {
                int other = (y * _columns) + x;
                if (values[other] > values[cell] || (values[other] == values[cell] && other < cell)) return false;
            }
        }
        return true;
    }

    private void Keep(ReadOnlySpan<float> values, int cell, LetterboxTransform transform)
    {
        int cells = _rows * _columns;
        Vector2 middle = new(((cell % _columns) + 0.5f) * _stride, ((cell / _columns) + 0.5f) * _stride);
        Quad quad = new(Corner(values, 0), Corner(values, 1), Corner(values, 2), Corner(values, 3));
        if (!quad.IsFinite) throw new ModelOutputException("a plate has a corner that is no number: the weights or the runtime are broken; run build/setup.sh, which checks both");
        if (_count < FoundMax) _found[_count++] = new PlateDetection(quad, MathF.Min(1, values[cell]), values[(TwoLines * cells) + cell] > 0.5f);

        Vector2 Corner(ReadOnlySpan<float> all, int corner)
        {
            int x = (1 + (2 * corner)) * cells;
            Vector2 point = middle + new Vector2(all[x + cell], all[x + cells + cell]);
            return new Vector2(transform.FrameX(point.X), transform.FrameY(point.Y));
        }
    }

    private static bool IsCovered(in PlateDetection plate, ReadOnlySpan<PlateDetection> better, float overlapMax)
    {
        foreach (ref readonly PlateDetection other in better)
            if (BoundingBox.IntersectionOverUnion(other.Quad.Bounds, plate.Quad.Bounds) > overlapMax) return true;
        return false;
    }

    private static readonly Comparison<PlateDetection> BestFirst = static (a, b) =>
    {
        int order = b.Score.CompareTo(a.Score);
        if (order == 0) order = a.Quad.TopLeft.Y.CompareTo(b.Quad.TopLeft.Y);
        return order == 0 ? a.Quad.TopLeft.X.CompareTo(b.Quad.TopLeft.X) : order;
    };
}
