using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Average precision at an intersection over union of 0.5 over all points of the curve, gathered picture by picture.</summary>
internal sealed class FaceAccuracy
{
    private readonly List<(float Score, bool Hit)> _scored = [];
    private int _truths;

    /// <summary>Height in pixels of the smallest labelled face that was found; infinite if none was.</summary>
    internal float SmallestFound { get; private set; } = float.PositiveInfinity;

    internal int Truths => _truths;

    internal void Add(IReadOnlyList<ImglabFile.Box> truths, ReadOnlySpan<FaceDetection> found, int width, int height)
    {
        _truths += truths.Count(t => !t.Ignored);
        bool[] taken = new bool[truths.Count];
        foreach (FaceDetection face in found)
        {
            BoundingBox box = new(face.Box.X * width, face.Box.Y * height, face.Box.Width * width, face.Box.Height * height);
            int best = -1;
            float overlap = 0.5f;
            for (int i = 0; i < truths.Count; i++)
            {
                float o = BoundingBox.IntersectionOverUnion(truths[i].Pixels, box);
                if (!taken[i] && o >= overlap) (best, overlap) = (i, o);
            }
            if (best >= 0) taken[best] = true;
            if (best >= 0 && truths[best].Ignored) continue;
            if (best >= 0) SmallestFound = Math.Min(SmallestFound, truths[best].Pixels.Height);
            _scored.Add((face.Score, best >= 0));
        }
    }

    internal (double Precision, double Recall) At(float score)
    {
        int hits = _scored.Count(s => s.Hit && s.Score >= score), all = _scored.Count(s => s.Score >= score);
        return (all == 0 ? 1 : (double)hits / all, (double)hits / Math.Max(1, _truths));
    }

    internal double AveragePrecision()
    {
        (float Score, bool Hit)[] order = [.. _scored.OrderByDescending(s => s.Score)];
        double[] precision = new double[order.Length];
        int hits = 0;
        for (int i = 0; i < order.Length; i++)
        {
            if (order[i].Hit) hits++;
            precision[i] = (double)hits / (i + 1);
        }
        double area = 0, best = 0;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            best = Math.Max(best, precision[i]);
            if (order[i].Hit) area += best / _truths;
        }
        return area;
    }
}
