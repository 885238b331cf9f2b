using System.Text.Json;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Uplink;

/// <summary>A box with a speed: above 8 it works badly, 5 cannot be applied, below 0 is refused.</summary>
internal sealed class TestConfiguration : IConfigurationTarget
{
    public long Version { get; private set; } = 1;

    public JsonElement Document { get; private set; } = JsonDocument.Parse("{\"speed\":1}").RootElement;

    public double Health => Document.GetProperty("speed").GetInt32() > 8 ? 0.4 : 1;

    internal int Applications { get; private set; }

    internal int LastFaults { get; set; }

    public IReadOnlyList<string> Validate(JsonElement document)
    {
        List<string> faults = [.. document.EnumerateObject().Where(m => m.Name != "speed").Select(m => $"{m.Name} is not known")];
        if (!document.TryGetProperty("speed", out JsonElement speed) || speed.GetInt32() < 0) faults.Add("speed is needed, 0 or more");
        return faults;
    }

    public Task ApplyAsync(long version, JsonElement document, CancellationToken cancellationToken)
    {
        if (document.GetProperty("speed").GetInt32() == 5) throw new InvalidOperationException("the gear is stuck");
        (Version, Document) = (version, document);
        Applications++;
        return Task.CompletedTask;
    }
}
