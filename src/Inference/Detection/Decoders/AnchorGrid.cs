namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// The anchors (default boxes) of a single-shot detector in parts of its input: for every cell of every feature map one of each aspect
/// ratio, <c>width = scale * sqrt(ratio), height = scale / sqrt(ratio)</c>, and where asked for a square one between this map's scale and
/// the next, <c>sqrt(s[k] * s[k+1])</c> (Liu et al., "SSD: Single Shot MultiBox Detector", 2016, section 2.2).
/// </summary>
internal static class AnchorGrid
{
    /// <summary>The anchors, map after map, row by row, cell by cell; centre and size.</summary>
    internal static (float X, float Y, float Width, float Height)[] Build(AnchorLayout layout)
    {
        List<(float, float, float, float)> anchors = [];
        int firstRatio = 0;
        for (int map = 0; map < layout.Maps.Count; map++)
        {
            (float Width, float Height)[] sizes = Sizes(layout, map, firstRatio);
            firstRatio += layout.RatioCounts[map];
            (int columns, int rows) = layout.Maps[map];
            for (int cell = 0; cell < columns * rows; cell++)
            {
                float x = ((cell % columns) + 0.5f) / columns, y = ((cell / columns) + 0.5f) / rows;
                foreach ((float width, float height) in sizes) anchors.Add((x, y, width, height));
            }
        }
        return [.. anchors];
    }

    private static (float Width, float Height)[] Sizes(AnchorLayout layout, int map, int firstRatio)
    {
        float scale = layout.Scales[map];
        List<(float, float)> sizes = [];
        foreach (float ratio in layout.AspectRatios.Skip(firstRatio).Take(layout.RatioCounts[map]))
            sizes.Add((scale * MathF.Sqrt(ratio), scale / MathF.Sqrt(ratio)));
        if (layout.BetweenAt >= 0)
        {
            float between = MathF.Sqrt(scale * layout.Scales[map + 1]);
            sizes.Insert(Math.Min(layout.BetweenAt, sizes.Count), (between, between));
        }
        return [.. sizes];
    }
}
