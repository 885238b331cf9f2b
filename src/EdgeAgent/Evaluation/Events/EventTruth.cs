using System.Text.Json;
using System.Text.Json.Serialization;
using SafeCity.Edge.Agent.Evaluation.Truth;

namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>What a person saw happen in clips.</summary>
internal static class EventTruth
{
    /// <summary>Reads the clips of a file, in their order; entries that begin with an underscore are notes.</summary>
    /// <exception cref="TruthException">It is not there or not of this form.</exception>
    internal static IReadOnlyList<ClipTruth> Read(string path)
    {
        try
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(path));
            List<ClipTruth> clips = [];
            foreach (JsonProperty entry in file.RootElement.EnumerateObject())
            {
                if (entry.Name.StartsWith('_')) continue;
                ClipTruth clip = entry.Value.Deserialize(EventTruthJson.Default.ClipTruth)
                    ?? throw new TruthException(path, null, $"{entry.Name} holds nothing");
                clips.Add(clip with { Clip = entry.Name });
            }
            return clips;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new TruthException(path, null, e.Message);
        }
    }
}

/// <summary>How truth is read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClipTruth))]
internal sealed partial class EventTruthJson : JsonSerializerContext;
