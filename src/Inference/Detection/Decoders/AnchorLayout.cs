namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Where a single-shot detector's anchors lie, as its card's parameters say: <c>featureMaps</c> (columns and rows of each map in turn),
/// <c>scales</c> (one a map and one more if there are anchors between two scales), <c>aspectRatios</c> (width over height),
/// <c>aspectRatioCounts</c> (how many of them belong to each map; left out: each map has all) and <c>betweenAt</c> (place of the anchor
/// between two scales among those of its cell; left out or -1: there is none).
/// </summary>
internal sealed record AnchorLayout
{
    private const int MapSideMax = 1024;
    private const int MapsMax = 16;
    private const int RatiosMax = 16;
    private const int RatiosInAllMax = MapsMax * RatiosMax;

    /// <summary>Columns and rows.</summary>
    internal required IReadOnlyList<(int Columns, int Rows)> Maps { get; init; }

    /// <summary>In parts of the input.</summary>
    internal required IReadOnlyList<float> Scales { get; init; }

    /// <summary>Those of the first map, then those of the second, and so on.</summary>
    internal required IReadOnlyList<float> AspectRatios { get; init; }

    /// <summary>One a map.</summary>
    internal required IReadOnlyList<int> RatioCounts { get; init; }

    /// <summary>-1: none.</summary>
    internal int BetweenAt { get; init; } = -1;

    /// <summary>Reads it; faults are told by the parameters, and the result is then not to be used.</summary>
    internal static AnchorLayout Read(CardParameters parameters)
    {
        int[] sides = parameters.Integers("featureMaps", static count => count is > 0 and <= 2 * MapsMax && count % 2 == 0, (1, MapSideMax));
        int maps = sides.Length / 2;
        int between = parameters.Integer("betweenAt", (-1, RatiosMax), -1);
        float[] scales = parameters.Numbers("scales", count => count == maps + (between < 0 ? 0 : 1), (float.Epsilon, 2));
        float[] ratios = parameters.Numbers("aspectRatios", static count => count is > 0 and <= RatiosInAllMax, (0.01f, 100));
        int[] everywhere = [.. Enumerable.Repeat(ratios.Length, maps)];
        int[] counts = parameters.Integers("aspectRatioCounts", count => count == maps, (0, RatiosInAllMax), everywhere);
        if (counts.SequenceEqual(everywhere))
            ratios = [.. Enumerable.Repeat(ratios, maps).SelectMany(r => r)];
        parameters.Require(counts.Sum() == ratios.Length,
            $"parameters.aspectRatioCounts add up to {counts.Sum()}, and there are {ratios.Length} aspectRatios");
        return new AnchorLayout
        {
            Maps = [.. Enumerable.Range(0, maps).Select(i => (sides[2 * i], sides[(2 * i) + 1]))],
            Scales = scales,
            AspectRatios = ratios,
            RatioCounts = counts,
            BetweenAt = between,
        };
    }
}
