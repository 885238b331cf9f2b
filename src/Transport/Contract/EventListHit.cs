using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>A plate that stands on a list of the operator.</summary>
/// <param name="List">The list's name.</param>
/// <param name="Match"><c>exact</c> or <c>fuzzy</c>.</param>
/// <param name="Distance">0 for an exact match; else how far the texts are apart, confusable characters counting less than others.</param>
public sealed record EventListHit(string List, string Match, [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Distance);
