using System.Numerics;
using System.Runtime.InteropServices;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Turns the heads of YOLOv8 and YOLO11 as they are exported, without suppression, into detections: centre x, centre y, width, height in
/// input pixels and one score a class past its sigmoid, no objectness; 1 x (4 + classes) x N, or the same transposed. Not thread-safe;
/// allocates nothing as long as N stays.
/// </summary>
internal sealed class YoloDecoder : IOutputDecoder<Detection>
{
    private const int BoxColumns = 4;

    private readonly int _columns;
    private readonly CandidateList _candidates;
    private float[] _best = [];
    private int[] _bestClass = [];

    /// <summary>For some classes; rows: N x (4 + classes) instead of (4 + classes) x N.</summary>
    internal YoloDecoder(IReadOnlyList<string> labels, bool rows)
    {
        _candidates = new CandidateList(labels);
        _columns = BoxColumns + labels.Count;
        IsRows = rows;
    }

    /// <summary>For a model whose only output is the head; which way it lies is seen from its shape.</summary>
    /// <exception cref="ModelException">Neither of its sides has 4 and the number of labels.</exception>
    internal YoloDecoder(ModelCard card, ModelOutputs outputs)
        : this(card.Labels, LiesInRows(card, outputs)) =>
        outputs.Require(0, IsRows ? [1, AnySize(outputs, 1), _columns] : [1, _columns, AnySize(outputs, 2)]);

    /// <summary>True: one box a row.</summary>
    internal bool IsRows { get; }

    /// <inheritdoc />
    public int Decode(ModelOutputs outputs, in LetterboxTransform transform, DetectorLimits limits, Span<Detection> results)
    {
        // Where the model leaves its sizes open, they are known only now.
        long columns = outputs.Shape(0)[IsRows ? 2 : 1];
        if (columns != _columns)
            throw new ModelOutputException($"the model's head has {columns} columns, expected {_columns}: the card does not fit the model");
        return Decode(outputs[0], transform, limits, results);
    }

    /// <summary>Finds the boxes that reach the threshold, drops overlapping ones and writes the rest in parts of the frame, best first.</summary>
    /// <param name="head">1 x (4 + classes) x N, or transposed.</param>
    /// <param name="transform">From input pixels to the frame.</param>
    /// <param name="limits">Thresholds; the score threshold must be above 0.</param>
    /// <param name="detections">Takes the best ones.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ModelOutputException">A score is not a probability, or a coordinate is not finite.</exception>
    internal int Decode(ReadOnlySpan<float> head, in LetterboxTransform transform, DetectorLimits limits, Span<Detection> detections)
    {
        int count = head.Length / _columns;
        OutputFaults.RequireLength(head, count * _columns, "head");
        _candidates.Clear();
        if (IsRows) DecodeRows(head, count, transform, limits.ScoreThreshold);
        else DecodePlanes(head, count, transform, limits.ScoreThreshold);
        return _candidates.Suppress(limits, detections);
    }

    private void DecodeRows(ReadOnlySpan<float> head, int count, in LetterboxTransform transform, float threshold)
    {
        OutputFaults.RequireFinite(head, "head");
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> row = head.Slice(i * _columns, _columns), scores = row[BoxColumns..];
            OutputFaults.RequireProbabilities(scores, "scores");
            int best = BestClass.Of(scores);
            if (scores[best] >= threshold) ModelBox.AddCentered(_candidates, transform, (row[0], row[1], row[2], row[3]), scores[best], best);
        }
    }

    private void DecodePlanes(ReadOnlySpan<float> head, int count, in LetterboxTransform transform, float threshold)
    {
        ReadOnlySpan<float> scores = head[(BoxColumns * count)..];
        OutputFaults.RequireFinite(head[..(BoxColumns * count)], "boxes");
        OutputFaults.RequireProbabilities(scores, "scores");
        if (_best.Length != count)
        {
            _best = new float[count];
            _bestClass = new int[count];
        }
        scores[..count].CopyTo(_best);
        Array.Clear(_bestClass);
        for (int c = 1; c < _columns - BoxColumns; c++) Improve(scores.Slice(c * count, count), c);
        for (int i = 0; i < count; i++)
        {
            if (_best[i] < threshold) continue;
            (float, float, float, float) box = (head[i], head[count + i], head[(2 * count) + i], head[(3 * count) + i]);
            ModelBox.AddCentered(_candidates, transform, box, _best[i], _bestClass[i]);
        }
    }

    // A class's plane against the best so far: a later class wins only if it is really better, as in BestClass.
    private void Improve(ReadOnlySpan<float> plane, int classId)
    {
        Span<Vector<float>> best = MemoryMarshal.Cast<float, Vector<float>>(_best.AsSpan());
        Span<Vector<int>> bestClass = MemoryMarshal.Cast<int, Vector<int>>(_bestClass.AsSpan());
        ReadOnlySpan<Vector<float>> scores = MemoryMarshal.Cast<float, Vector<float>>(plane);
        Vector<int> thisClass = new(classId);
        for (int i = 0; i < scores.Length; i++)
        {
            Vector<int> better = Vector.GreaterThan(scores[i], best[i]);
            best[i] = Vector.ConditionalSelect(better, scores[i], best[i]);
            bestClass[i] = Vector.ConditionalSelect(better, thisClass, bestClass[i]);
        }
        for (int i = scores.Length * Vector<float>.Count; i < plane.Length; i++)
        {
            if (!(plane[i] > _best[i])) continue;
            _best[i] = plane[i];
            _bestClass[i] = classId;
        }
    }

    private static bool LiesInRows(ModelCard card, ModelOutputs outputs)
    {
        CardParameters.RefuseAll(card);
        IReadOnlyList<long> shape = outputs.DeclaredShape(0);
        long columns = BoxColumns + card.Labels.Count;
        // Where both sides would do, or neither, it is taken for the usual way, and checked against that.
        return shape.Count == 3 && shape[2] == columns && shape[1] != columns;
    }

    private static long AnySize(ModelOutputs outputs, int side) => outputs.DeclaredShape(0) is { Count: 3 } shape ? shape[side] : -1;
}
