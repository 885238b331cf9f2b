using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>The direction of a face, in degrees; 0, 0, 0 looks into the camera.</summary>
/// <param name="Yaw">Turned to its left (positive) or right.</param>
/// <param name="Pitch">Up (positive) or down.</param>
/// <param name="Roll">Tilted clockwise in the picture (positive).</param>
public sealed record EventPose(
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Yaw,
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Pitch,
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Roll);
