using System.Globalization;
using System.Text.Json;

namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>
/// Reads how many persons certain frames of a clip show: JSON with an object <c>persons</c> whose names are frame numbers from 0 and
/// whose values are counts.
/// </summary>
internal static class CountTruth
{
    /// <summary>Persons by frame number.</summary>
    /// <exception cref="TruthException">The file is no such file.</exception>
    internal static SortedDictionary<long, int> Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(TruthText.Read(path, File.ReadAllBytes));
            return Persons(path, document.RootElement);
        }
        catch (JsonException e)
        {
            throw new TruthException(path, e.LineNumber + 1, $"not JSON ({e.Message.Split(" LineNumber:")[0].TrimEnd('.')})", e);
        }
    }

    private static SortedDictionary<long, int> Persons(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("persons", out JsonElement persons)
            || persons.ValueKind != JsonValueKind.Object)
            throw new TruthException(path, null, "there is no object \"persons\" with a count for each frame number");
        SortedDictionary<long, int> counts = [];
        foreach (JsonProperty frame in persons.EnumerateObject())
        {
            if (!long.TryParse(frame.Name, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
                throw new TruthException(path, null, $"\"{frame.Name}\" is no frame number: whole numbers from 0 are expected");
            if (frame.Value.ValueKind != JsonValueKind.Number || !frame.Value.TryGetInt32(out int count) || count < 0)
                throw new TruthException(path, null, $"the count of frame {number} is {frame.Value}: a whole number from 0 is expected");
            if (!counts.TryAdd(number, count)) throw new TruthException(path, null, $"frame {number} is there twice");
        }
        return counts.Count > 0 ? counts : throw new TruthException(path, null, "\"persons\" is empty");
    }
}
