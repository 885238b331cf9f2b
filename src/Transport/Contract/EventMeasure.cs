using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>What was measured and the limit it was compared with.</summary>
/// <param name="Name">For example <c>dwell</c>, <c>speed</c>, <c>objects</c>.</param>
/// <param name="Value">Written with three decimals.</param>
/// <param name="Unit"><c>s</c>, <c>m/s</c>, <c>deg</c>; null for a number of things or a ratio.</param>
/// <param name="Threshold">Null if there is none.</param>
/// <param name="RelativeError">Of a speed, the error of the ground's calibration as a part of the value; null if not known.</param>
public sealed record EventMeasure(
    string Name,
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Value,
    string? Unit = null,
    double? Threshold = null,
    double? RelativeError = null);
