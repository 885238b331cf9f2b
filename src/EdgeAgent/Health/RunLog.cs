using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Health;

/// <summary>
/// What the agent says while it runs: sentences for people, or lines of JSON. The same sentence comes three times at once and
/// then once a second; how often it was held back is told with the next. Secrets that are known, and user parts of addresses, are taken out of every line.
/// </summary>
internal sealed partial class RunLog(TextWriter output, TimeProvider time, LogFormat format, SecretStore secrets)
{
    // More different sentences a second than any fault makes; the oldest are forgotten.
    private const int SentencesMax = 128;

    // A few attempts after each other are news, each of them; more are noise.
    private const double BurstMax = 3;
    private const double PerSecond = 1;

    // Nobody puts these lines into a web page.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    private sealed record Seen(long At, double Left, long HeldBack);

    /// <summary>Says one sentence; any thread.</summary>
    internal void Say(string sentence)
    {
        sentence = UserPart().Replace(secrets.Redact(sentence), "$1");
        lock (_gate)
        {
            // Counts and waits differ each time; numbers in names and addresses tell cameras apart.
            string kind = LoneNumber().Replace(sentence, "0");
            long now = time.GetTimestamp();
            Seen? last = _seen.GetValueOrDefault(kind);
            double left = last is null ? BurstMax : Math.Min(BurstMax, last.Left + (PerSecond * time.GetElapsedTime(last.At, now).TotalSeconds));
            if (left < 1)
            {
                _seen[kind] = new Seen(now, left, last!.HeldBack + 1);
                return;
            }
            if (_seen.Count >= SentencesMax) _seen.Clear();
            _seen[kind] = new Seen(now, left - 1, 0);
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

    [GeneratedRegex(@"(?<=^|\s)[0-9]+(?:\.[0-9]+)?(?=\s|$|[.,;:%)](?:\s|$))")]
    private static partial Regex LoneNumber();
}
