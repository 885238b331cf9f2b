using System.Text.Json.Serialization;
using SafeCity.Edge.Agent.Evaluation.Events;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>What <c>eval events --json</c> prints.</summary>
internal sealed record EventsJson(IReadOnlyList<ClipEventsJson> Clips, IReadOnlyList<CrowdJson> Crowds, IReadOnlyList<string> Missing)
{
    internal static EventsJson Of(EventResult r) => new(
        [.. r.Scores.Select(s => new ClipEventsJson(
            s.Clip, s.Kind, s.Matches.Count, s.Found, s.Matches.Count - s.Found, s.OffInTime, s.False.Count,
            [.. s.Matches.Select(m => new EventMatchJson(m.Expected.What, m.Expected.From, m.Expected.To, m.Found?.Frame)), .. s.False.Select(f => new EventMatchJson(f.What, null, null, f.Frame))]))],
        [.. r.Counts.Select(c => new CrowdJson(c.Clip, c.Frame, c.Expected, c.Counted))], r.Missing);
}

/// <summary>One kind of events of a clip.</summary>
internal sealed record ClipEventsJson(
    string Clip, string Events, int Expected, int Found, int Missed, int OffInTime, int False, IReadOnlyList<EventMatchJson> Each);

/// <summary>An event: expected frames, null if nobody expected it; found frame, null if it was missed.</summary>
internal sealed record EventMatchJson(string What, double? From, double? To, double? Found);

/// <summary>A count of persons.</summary>
internal sealed record CrowdJson(string Clip, long Frame, int Expected, int Counted);

/// <summary>Serialises the result without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(EventsJson))]
internal sealed partial class EventsJsonContext : JsonSerializerContext;
