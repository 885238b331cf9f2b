using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Health;

/// <summary>
/// What the agent says while it runs: sentences for people, or lines of JSON. The same sentence comes at most once a second; how often it
/// was held back is told with the next. Secrets that are known, and user parts of addresses, are taken out of every line.
/// </summary>
internal sealed partial class RunLog(TextWriter output, TimeProvider time, LogFormat format, SecretStore secrets)
{
    // More different sentences a second than any fault makes; the oldest are forgotten.
    private const int SentencesMax = 128;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Nobody puts these lines into a web page.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    private sealed record Seen(long At, long HeldBack);

    /// <summary>Says one sentence; any thread.</summary>
    internal void Say(string sentence)
    {
        sentence = UserPart().Replace(secrets.Redact(sentence), "$1");
        lock (_gate)
        {
            // Numbers apart, it is the same sentence: counts and waits differ each time.
            string kind = Number().Replace(sentence, "0");
            long now = time.GetTimestamp();
            Seen? last = _seen.GetValueOrDefault(kind);
            if (last is not null && time.GetElapsedTime(last.At, now) < Interval)
            {
                _seen[kind] = last with { HeldBack = last.HeldBack + 1 };
                return;
            }
            if (_seen.Count >= SentencesMax) _seen.Clear();
            _seen[kind] = new Seen(now, 0);
            output.WriteLine(Line(sentence, last?.HeldBack ?? 0));
        }
    }

    private string Line(string sentence, long heldBack)
    {
        if (format == LogFormat.Text) return $"safecity-edge: {sentence}{(heldBack > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({heldBack} more like it)") : "")}";
        JsonObject line = new() { ["time"] = time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture), ["message"] = sentence };
        if (heldBack > 0) line["heldBack"] = heldBack;
        return line.ToJsonString(Relaxed);
    }

    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9+.-]*://)[^/\s@]+@")]
    private static partial Regex UserPart();

    [GeneratedRegex(@"[0-9]+")]
    private static partial Regex Number();
}
