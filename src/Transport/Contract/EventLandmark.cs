using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>A point of a face, in parts of the frame.</summary>
/// <param name="Name"><c>rightEye</c>, <c>leftEye</c>, <c>nose</c>, <c>mouth</c> or <c>mouthRight</c> and <c>mouthLeft</c>; right and left are the person's.</param>
/// <param name="X">0 to 1 from the left.</param>
/// <param name="Y">0 to 1 from the top.</param>
public sealed record EventLandmark(
    string Name,
    [property: JsonConverter(typeof(FourDecimalsConverter))] double X,
    [property: JsonConverter(typeof(FourDecimalsConverter))] double Y);
