using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>A character that a place of a plate may hold.</summary>
/// <param name="Character">One letter or digit.</param>
/// <param name="Score">0 to 1.</param>
public sealed record EventPlateAlternative(string Character, [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Score);
