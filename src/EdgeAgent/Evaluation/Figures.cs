using System.Globalization;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Figures in tables.</summary>
internal static class Figures
{
    /// <summary>A rate as it is published: <c>0.713</c>; a dash for what does not exist.</summary>
    internal static string Rate(double? value) => value is { } v ? v.ToString("0.000", CultureInfo.InvariantCulture) : "-";

    /// <summary>Milliseconds or pixels.</summary>
    internal static string Tenths(double? value) => value is { } v ? v.ToString("0.0", CultureInfo.InvariantCulture) : "-";

    internal static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>For JSON: more digits than that are noise.</summary>
    internal static double? Round(double? value) => value is { } v ? Math.Round(v, 4) : null;

    /// <summary>The middle value; of an even number the mean of both. Null for none.</summary>
    internal static double? Median(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) return null;
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
