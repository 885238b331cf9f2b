using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Keeps one of several detections of a face. In place; allocates nothing; the order of the input does not matter.</summary>
internal static class FaceSuppression
{
    private static readonly Comparison<FaceDetection> BestFirst = Compare;

    /// <summary>Sorts best first and keeps those that overlap no better kept one by more than the threshold.</summary>
    /// <param name="faces">Any order; afterwards the kept ones come first, best first, and the rest is undefined.</param>
    /// <param name="overlapMax">Intersection over union, 0..1.</param>
    /// <returns>How many are kept.</returns>
    internal static int Keep(Span<FaceDetection> faces, float overlapMax) => Run(faces, overlapMax, blend: false);

    /// <summary>
    /// The same, but box and landmarks of a kept face become the mean, weighted by score, of all that it stands for (Bazarevsky et al.,
    /// "BlazeFace", 2019, section 4.3): steadier from frame to frame. Its score stays.
    /// </summary>
    internal static int Blend(Span<FaceDetection> faces, float overlapMax) => Run(faces, overlapMax, blend: true);

    /// <summary>
    /// Sorts best first and keeps those that share no more than a part of the smaller box with a better kept one: for faces from several
    /// crops, of which some saw a face whole and others a piece of it.
    /// </summary>
    internal static int KeepUncontained(Span<FaceDetection> faces, float sharedMax)
    {
        SortBestFirst(faces);
        int kept = 0;
        for (int i = 0; i < faces.Length; i++)
        {
            if (!IsContained(faces[..kept], faces[i], sharedMax)) faces[kept++] = faces[i];
        }
        return kept;
    }

    internal static void SortBestFirst(Span<FaceDetection> faces) => faces.Sort(BestFirst);

    private static bool IsContained(ReadOnlySpan<FaceDetection> kept, in FaceDetection candidate, float sharedMax)
    {
        foreach (ref readonly FaceDetection better in kept)
        {
            float smaller = MathF.Min(better.Box.Area, candidate.Box.Area);
            if (BoundingBox.IntersectionArea(better.Box, candidate.Box) > sharedMax * smaller) return true;
        }
        return false;
    }

    private static int Run(Span<FaceDetection> faces, float overlapMax, bool blend)
    {
        SortBestFirst(faces);
        int kept = 0, left = faces.Length;
        while (kept < left)
        {
            FaceDetection best = faces[kept];
            WeightedFaces group = default;
            group.Add(best);
            int stay = kept + 1;
            for (int i = stay; i < left; i++)
            {
                if (BoundingBox.IntersectionOverUnion(best.Box, faces[i].Box) > overlapMax) group.Add(faces[i]);
                else faces[stay++] = faces[i];
            }
            faces[kept++] = blend ? group.Mean(best.Score) : best;
            left = stay;
        }
        return kept;
    }

    private static int Compare(FaceDetection a, FaceDetection b)
    {
        int order = b.Score.CompareTo(a.Score);
        if (order == 0) order = a.Box.X.CompareTo(b.Box.X);
        if (order == 0) order = a.Box.Y.CompareTo(b.Box.Y);
        if (order == 0) order = a.Box.Width.CompareTo(b.Box.Width);
        if (order == 0) order = a.Box.Height.CompareTo(b.Box.Height);
        return order;
    }
}
