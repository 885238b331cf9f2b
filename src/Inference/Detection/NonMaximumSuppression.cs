using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Keeps the best of several boxes over one object.</summary>
public static class NonMaximumSuppression
{
    /// <summary>Kept boxes that are compared several at a time, from a copy on the stack (48 KB); further ones one by one.</summary>
    internal const int FastMax = 2048;

    /// <summary>
    /// Sorts the detections best first and keeps, class by class, those that overlap no better kept one by more than the threshold.
    /// In place; allocates nothing. The result does not depend on the order of the input.
    /// </summary>
    /// <param name="detections">Any order; afterwards the kept ones come first, best first, and the rest is undefined.</param>
    /// <param name="overlapMax">Intersection over union, 0..1.</param>
    /// <returns>How many are kept.</returns>
    public static int Keep(Span<Detection> detections, float overlapMax) => Keep(detections, overlapMax, null);

    /// <summary>
    /// As <see cref="Keep(Span{Detection}, float)"/>, but boxes of different classes of persons or of vehicles suppress each other too: a
    /// van that is 0.6 a car and 0.5 a truck is one vehicle.
    /// </summary>
    /// <param name="detections">Any order; afterwards the kept ones come first, best first, and the rest is undefined.</param>
    /// <param name="overlapMax">Intersection over union, 0..1.</param>
    /// <param name="classes">Covers every class id; null: every class for itself.</param>
    /// <returns>How many are kept.</returns>
    public static int Keep(Span<Detection> detections, float overlapMax, ClassGroups? classes)
    {
        DetectionOrder.SortBestFirst(detections);
        int capacity = Math.Min(detections.Length, FastMax);
        KeptBoxes kept = new(stackalloc float[capacity * KeptBoxes.Columns], capacity);
        int count = 0;
        for (int i = 0; i < detections.Length; i++)
        {
            ref readonly Detection candidate = ref detections[i];
            int group = Group(classes, candidate.ClassId);
            if (kept.Cover(candidate.Box, group, overlapMax)) continue;
            if (count > capacity && IsCovered(detections[capacity..count], candidate.Box, group, overlapMax, classes)) continue;
            kept.Add(candidate.Box, group);
            detections[count++] = candidate;
        }
        return count;
    }

    private static int Group(ClassGroups? classes, int classId) => classes is null ? classId : classes.SuppressionGroup(classId);

    private static bool IsCovered(ReadOnlySpan<Detection> kept, in BoundingBox box, int group, float overlapMax, ClassGroups? classes)
    {
        foreach (ref readonly Detection better in kept)
        {
            if (Group(classes, better.ClassId) == group && BoundingBox.IntersectionOverUnion(better.Box, box) > overlapMax) return true;
        }
        return false;
    }
}
