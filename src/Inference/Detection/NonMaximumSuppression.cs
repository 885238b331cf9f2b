using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Keeps the best of several boxes over one object.</summary>
public static class NonMaximumSuppression
{
    /// <summary>
    /// Sorts the detections best first and keeps, class by class, those that overlap no better kept one by more than the threshold.
    /// In place; allocates nothing. The result does not depend on the order of the input.
    /// </summary>
    /// <param name="detections">Any order; afterwards the kept ones come first, best first, and the rest is undefined.</param>
    /// <param name="overlapMax">Intersection over union, 0..1.</param>
    /// <returns>How many are kept.</returns>
    public static int Keep(Span<Detection> detections, float overlapMax)
    {
        DetectionOrder.SortBestFirst(detections);
        int kept = 0;
        for (int i = 0; i < detections.Length; i++)
        {
            if (!IsCovered(detections[..kept], detections[i], overlapMax)) detections[kept++] = detections[i];
        }
        return kept;
    }

    private static bool IsCovered(ReadOnlySpan<Detection> kept, in Detection candidate, float overlapMax)
    {
        foreach (ref readonly Detection better in kept)
        {
            if (better.ClassId == candidate.ClassId && BoundingBox.IntersectionOverUnion(better.Box, candidate.Box) > overlapMax) return true;
        }
        return false;
    }
}
