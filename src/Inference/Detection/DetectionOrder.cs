namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// A total order of detections, best score first, in which equal scores are ordered by class and box: results that depend on it do
/// not depend on the order in which a model happened to give them.
/// </summary>
internal static class DetectionOrder
{
    private static readonly Comparison<Detection> BestFirst = Compare;

    // Sorting two spans by a Comparison allocates a wrapper each time.
    private static readonly Comparer<Detection> BestFirstComparer = Comparer<Detection>.Create(Compare);

    internal static void SortBestFirst(Span<Detection> detections) => detections.Sort(BestFirst);

    internal static void SortBestFirst(Span<Detection> detections, Span<int> indices) => detections.Sort(indices, BestFirstComparer);

    private static int Compare(Detection a, Detection b)
    {
        int order = b.Score.CompareTo(a.Score);
        if (order == 0) order = a.ClassId.CompareTo(b.ClassId);
        if (order == 0) order = a.Box.X.CompareTo(b.Box.X);
        if (order == 0) order = a.Box.Y.CompareTo(b.Box.Y);
        if (order == 0) order = a.Box.Width.CompareTo(b.Box.Width);
        if (order == 0) order = a.Box.Height.CompareTo(b.Box.Height);
        return order;
    }
}
