using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>A colour of an object.</summary>
/// <param name="Name">A plain name, for example <c>white</c>.</param>
/// <param name="Rgb">Three values of 0 to 255.</param>
/// <param name="Score">0 to 1, written with three decimals.</param>
public sealed record EventColor(
    string Name, IReadOnlyList<int> Rgb, [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Score);
