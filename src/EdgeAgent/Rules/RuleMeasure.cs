namespace SafeCity.Edge.Agent.Rules;

/// <summary>What was measured and the limit it is compared with.</summary>
/// <param name="Name">For example <c>dwell</c>.</param>
/// <param name="Unit">For example <c>s</c>, <c>m/s</c>; empty for a number of objects.</param>
/// <param name="Value">Measured.</param>
/// <param name="Threshold">The limit; null if there is none.</param>
internal sealed record RuleMeasure(string Name, string Unit, double Value, double? Threshold = null)
{
    /// <summary>Error of the calibration, as a part of the value; null if not known.</summary>
    internal double? RelativeError { get; init; }
}
