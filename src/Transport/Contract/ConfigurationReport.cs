using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>Payload of <c>config/reported</c>, retained: what became of it.</summary>
/// <param name="Version">The version that the box works with now.</param>
/// <param name="Status"><c>applied</c>, <c>applying</c> (on probation), <c>rejected</c> or <c>rolledBack</c>.</param>
/// <param name="Time">When it was said.</param>
/// <param name="DesiredVersion">The version that this is about.</param>
/// <param name="Faults">All that is wrong with it, a sentence each; left out when nothing is.</param>
public sealed record ConfigurationReport(
    long Version, string Status, [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset Time, long DesiredVersion,
    IReadOnlyList<string>? Faults = null);
