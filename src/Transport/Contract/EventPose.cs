using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>The direction of a face, in degrees; 0, 0, 0 looks into the camera.</summary>
/// <param name="Yaw">To the right of the picture is positive.</param>
/// <param name="Pitch">Upwards is positive.</param>
/// <param name="Roll">Inclined clockwise in the picture is positive.</param>
public sealed record EventPose(
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Yaw,
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Pitch,
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Roll);
