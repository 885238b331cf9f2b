using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>A box in [0,1] of the frame's width and height, origin top left, written with four decimals.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Share of the frame's width.</param>
/// <param name="Height">Share of the frame's height.</param>
public sealed record EventBox(
    [property: JsonConverter(typeof(FourDecimalsConverter))] double X,
    [property: JsonConverter(typeof(FourDecimalsConverter))] double Y,
    [property: JsonConverter(typeof(FourDecimalsConverter))] double Width,
    [property: JsonConverter(typeof(FourDecimalsConverter))] double Height);
