using System.Buffers.Text;
using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>A rule's definition as text that does not depend on how it was written down, and its hash.</summary>
internal static class RuleText
{
    /// <summary>Small letters, digits and hyphens of a name.</summary>
    internal static string IdOf(string name)
    {
        StringBuilder id = new(name.Length);
        foreach (char c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c)) id.Append(c);
            else if (id.Length > 0 && id[^1] != '-') id.Append('-');
        }
        return id.ToString().TrimEnd('-');
    }

    /// <summary>SHA-256 of everything that decides what the rule tells, base64url.</summary>
    internal static string HashOf(RuleSettings rule, GroundSettings? ground)
    {
        StringBuilder text = new();
        Add(text, "name", rule.Name);
        Add(text, "kind", rule.Kind);
        Add(text, "polygon", rule.Polygon);
        Add(text, "line", rule.Line);
        Add(text, "classes", rule.Classes);
        Add(text, "size", rule.Size);
        Add(text, "windows", rule.Schedule?.Windows);
        Add(text, "zone", rule.Schedule?.TimeZone);
        Add(text, "holidays", rule.Schedule?.Holidays);
        Add(text, "severity", rule.Severity);
        Add(text, "debounce", rule.Debounce);
        Add(text, "rate", rule.RateLimit);
        Add(text, "reference", rule.Reference);
        Add(text, "crossings", rule.Crossings);
        Add(text, "in", rule.In);
        Add(text, "hysteresis", rule.Hysteresis);
        Add(text, "rearm", rule.Rearm);
        Add(text, "every", rule.Every);
        Add(text, "after", rule.After);
        Add(text, "grace", rule.Grace);
        Add(text, "stayMax", rule.StayMax);
        Add(text, "updateEvery", rule.UpdateEvery);
        Add(text, "levels", rule.Levels);
        Add(text, "gathering", rule.Gathering);
        Add(text, "direction", rule.Direction);
        Add(text, "limit", rule.LimitKmh);
        Add(text, "within", rule.Within);
        Add(text, "owner", rule.OwnerDistance);
        Add(text, "lists", rule.Lists);
        Add(text, "faults", rule.Faults);
        if (rule.Kind is RuleKind.Speed or RuleKind.Running)
        {
            Add(text, "groundPoints", ground?.Points);
            Add(text, "groundDistances", ground?.Distances);
        }
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, string key, object? value) => text.Append(key).Append('=').Append(Of(value)).Append('\n');

    private static string Of(object? value) => value switch
    {
        null => "",
        string s => s,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IEnumerable all => string.Join(';', all.Cast<object>().Select(Of)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
