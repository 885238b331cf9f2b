using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>A point of a track's path: the middle of the box's lower edge, where the object stands.</summary>
/// <param name="T">Seconds since the track's start, three decimals.</param>
/// <param name="X">Share of the frame's width, four decimals.</param>
/// <param name="Y">Share of the frame's height, four decimals.</param>
public readonly record struct EventPathPoint(
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double T,
    [property: JsonConverter(typeof(FourDecimalsConverter))] double X,
    [property: JsonConverter(typeof(FourDecimalsConverter))] double Y);
