using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>How an object moves.</summary>
/// <param name="Speed">Metres per second, three decimals.</param>
/// <param name="Heading">Degrees, 0 is up in the picture (or north when the camera is calibrated), clockwise.</param>
public sealed record EventMotion(
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double? Speed = null,
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double? Heading = null);
