using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>One class of an object.</summary>
/// <param name="Type">For example <c>Person</c>, <c>Vehicle</c>, <c>Car</c>; consumers treat unknown ones as <c>other</c>.</param>
/// <param name="Score">0 to 1, written with three decimals.</param>
public sealed record EventClass(string Type, [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Score);
