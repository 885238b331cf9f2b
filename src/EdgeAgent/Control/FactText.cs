using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Control;

/// <summary>A committed fact as JSON, with the names of the wire.</summary>
internal static class FactText
{
    private static readonly JsonSerializerOptions Options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    internal static JsonObject ToJson(CommittedFact committed)
    {
        Fact fact = committed.Fact;
        return new JsonObject
        {
            ["id"] = committed.Id,
            ["time"] = fact.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["camera"] = fact.Camera,
            ["type"] = fact.Type,
            ["subject"] = fact.Subject,
            ["keyFrames"] = fact.KeyFrames.Count,
            ["data"] = JsonSerializer.SerializeToNode(fact.Data, Options),
        };
    }
}
