using System.Numerics;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Turns a map of text probabilities into lines (Liao et al., "Real-time Scene Text Detection with Differentiable Binarization", 2020):
/// pixels above a threshold, their connected areas, the rectangle of least area round each, grown by area x ratio / perimeter, since
/// the map is trained on shrunk lines. Card parameters: <c>binarize</c> (0.3), <c>unclip</c> (1.5). Not thread-safe; allocates nothing.
/// </summary>
internal sealed class TextMapDecoder : IOutputDecoder<TextDetection>
{
    // Of the shrunk line, in pixels of the input; below it nothing can be read.
    private const float RiseMin = 3;

    private readonly int _width, _height;
    private readonly float _binarize, _unclip;
    private readonly ConnectedRuns _areas;
    private readonly Vector2[] _points, _hull;
    private readonly TextDetection[] _found = new TextDetection[512];
    private int _count;

    /// <summary>For a map of a size in pixels of the input.</summary>
    internal TextMapDecoder(int width, int height, float binarize = 0.3f, float unclip = 1.5f)
    {
        _width = width;
        _height = height;
        _binarize = binarize;
        _unclip = unclip;
        _areas = new ConnectedRuns(width, height);
        // Of each row only the outermost corners can lie on the hull.
        _points = new Vector2[4 * height];
        _hull = new Vector2[(2 * _points.Length) + 1];
    }

    /// <summary>For a model whose output is one map of its input's size.</summary>
    /// <exception cref="ModelException">The output has another shape, or a parameter of the card is out of its range.</exception>
    internal TextMapDecoder(ModelCard card, ModelOutputs outputs)
        : this(card.Input.Width, card.Input.Height, Parameter(card, "binarize", 0.3f, 1), Parameter(card, "unclip", 1.5f, 10)) =>
        outputs.Require(0, [1, 1, _height, _width]);

    /// <inheritdoc />
    public int Decode(ModelOutputs outputs, in LetterboxTransform transform, DetectorLimits limits, Span<TextDetection> results) =>
        Decode(outputs[0], transform, limits, results);

    /// <summary>Finds the lines of a map (height x width probabilities); see <see cref="IOutputDecoder{T}.Decode"/>.</summary>
    internal int Decode(ReadOnlySpan<float> map, in LetterboxTransform transform, DetectorLimits limits, Span<TextDetection> results)
    {
        if (map.Length != _width * _height)
            throw new ModelOutputException($"a map of {map.Length} floats, expected {_width * _height}: the card does not fit the model");
        RequireProbabilities(map);
        _areas.Find(map, _binarize);
        _count = 0;
        for (int area = 0; area < _areas.Count; area++) Examine(map, area, transform, limits.ScoreThreshold);
        Span<TextDetection> found = _found.AsSpan(0, _count);
        found.Sort(BestFirst);
        int kept = Math.Min(found.Length, results.Length);
        found[..kept].CopyTo(results);
        return kept;
    }

    private void Examine(ReadOnlySpan<float> map, int area, in LetterboxTransform transform, float threshold)
    {
        float sum = 0;
        int pixels = 0, points = 0, row = -1;
        foreach (int index in _areas.Runs(area))
        {
            PixelRun run = _areas.Run(index);
            foreach (float value in map.Slice((run.Row * _width) + run.Start, run.End - run.Start)) sum += value;
            pixels += run.End - run.Start;
            if (run.Row == row)
            {
                _points[points - 2].X = run.End;
                _points[points - 1].X = run.End;
                continue;
            }
            row = run.Row;
            _points[points++] = new Vector2(run.Start, row);
            _points[points++] = new Vector2(run.Start, row + 1);
            _points[points++] = new Vector2(run.End, row);
            _points[points++] = new Vector2(run.End, row + 1);
        }
        float score = sum / pixels;
        if (score < threshold || _count == _found.Length) return;
        int corners = MinimalRectangle.Hull(_points.AsSpan(0, points), _hull);
        MinimalRectangle rectangle = MinimalRectangle.Round(_hull.AsSpan(0, corners));
        if (MathF.Min(rectangle.Rise, rectangle.Length) < RiseMin) return;
        Quad grown = rectangle.Grown(rectangle.Length * rectangle.Rise * _unclip / (2 * (rectangle.Length + rectangle.Rise)));
        _found[_count++] = new TextDetection(ToFrame(grown, transform), MathF.Min(1, score));
    }

    private static Quad ToFrame(in Quad quad, LetterboxTransform transform)
    {
        return new Quad(Map(quad.TopLeft), Map(quad.TopRight), Map(quad.BottomRight), Map(quad.BottomLeft));

        Vector2 Map(Vector2 point) => new(transform.FrameX(point.X), transform.FrameY(point.Y));
    }

    private static void RequireProbabilities(ReadOnlySpan<float> map)
    {
        // The sigmoid of float32 may pass 1 by a rounding.
        Vector<float> low = Vector<float>.Zero, high = new(1.0001f);
        int i = 0;
        for (; i <= map.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> values = new(map[i..]);
            if (!Vector.GreaterThanOrEqualAll(values, low) || !Vector.LessThanOrEqualAll(values, high)) break;
        }
        for (; i < map.Length; i++)
        {
            if (!(map[i] is >= 0 and <= 1.0001f))
                throw new ModelOutputException($"the text map holds {map[i]}: the weights or the runtime are broken; run build/setup.sh, which checks both");
        }
    }

    private static float Parameter(ModelCard card, string name, float otherwise, float most)
    {
        if (!card.Parameters.TryGetValue(name, out IReadOnlyList<float>? values)) return otherwise;
        if (values is [> 0 and var value] && value <= most) return value;
        throw new ModelException(ModelErrorKind.BadCard,
            $"the card {card.Name} has parameters.{name} '{string.Join(",", values)}': use one number above 0 up to {most}");
    }

    private static readonly Comparison<TextDetection> BestFirst = static (a, b) =>
    {
        int order = b.Score.CompareTo(a.Score);
        if (order == 0) order = a.Quad.TopLeft.Y.CompareTo(b.Quad.TopLeft.Y);
        return order == 0 ? a.Quad.TopLeft.X.CompareTo(b.Quad.TopLeft.X) : order;
    };
}
