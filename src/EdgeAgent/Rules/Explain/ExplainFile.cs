using System.Text.Json;

namespace SafeCity.Edge.Agent.Rules.Explain;

/// <summary>What the rules of a camera thought of late, as a file that <c>explain</c> reads.</summary>
internal sealed record ExplainFile(string Camera, DateTimeOffset Written, IReadOnlyList<ExplainedRule> Rules)
{
    /// <summary>Where it lies.</summary>
    internal static string PathOf(string folder, string camera) => Path.Combine(folder, $"{camera}.explain.json");

    /// <summary>A file that is put there to ask a running agent for a fresh one.</summary>
    internal static string RequestOf(string folder, string camera) => Path.Combine(folder, $"{camera}.explain.request");

    /// <summary>Takes it down. Allocates.</summary>
    internal static ExplainFile Of(string camera, RuleEngine engine, DateTimeOffset now) => new(
        camera, now, [.. engine.Set.Rules.Select((r, i) => new ExplainedRule(r.Id, r.Name, [.. engine.Explanations[i].ToArray().Select(Thought)]))]);

    internal void Save(Stream stream) => JsonSerializer.Serialize(stream, this, ExplainJson.Default.ExplainFile);

    /// <summary>Reads it; null if there is none.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    internal static ExplainFile? Load(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using FileStream file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, ExplainJson.Default.ExplainFile);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is damaged: {e.Message}", e);
        }
    }

    private static ExplainedThought Thought(ExplainRecord record)
    {
        DateTimeOffset to = new(record.WallTicks, TimeSpan.Zero);
        static double? Known(float value) => float.IsFinite(value) ? Math.Round(value, 3) : null;
        return new ExplainedThought(record.Track, to - (record.To - record.From), to, record.Verdict, Known(record.Value), Known(record.Limit));
    }
}
