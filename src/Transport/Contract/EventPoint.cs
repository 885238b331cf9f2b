using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>A point in [0,1] of the frame, origin top left.</summary>
/// <param name="X">Part of the width, written with four decimals.</param>
/// <param name="Y">Part of the height.</param>
public sealed record EventPoint(
    [property: JsonConverter(typeof(FourDecimalsConverter))] double X, [property: JsonConverter(typeof(FourDecimalsConverter))] double Y);
