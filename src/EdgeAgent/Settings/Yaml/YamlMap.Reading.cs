using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SafeCity.Edge.Agent.Settings.Yaml;

internal sealed partial class YamlMap
{
    private const int QuotedCharactersMax = 60;

    private T Bind<T>(Func<YamlMap, T> bind)
    {
        try
        {
            return bind(this);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            // A record that checks itself; the sentence without the parameter's name that .NET appends.
            if (!_describing) _context.Add(Line, Path, e.Message.Split(" (Parameter", 2)[0]);
            return default!;
        }
        finally
        {
            ReportUnknownKeys();
        }
    }

    private void ReportUnknownKeys()
    {
        if (_describing) return;
        string[] valid = [.. Shape.Keys];
        foreach (YamlEntry entry in _node.Entries.Where(e => !valid.Contains(e.Key, StringComparer.Ordinal)))
        {
            string meant = NearestKey.Find(entry.Key, valid.Where(v => Find(v) is null)) is { } near
                ? $"did you mean '{near}'?"
                : $"use one of {string.Join(", ", valid.Order(StringComparer.Ordinal))}";
            _context.Add(entry.Line, PathOfKey(entry.Key), $"there is no such setting: {meant}");
        }
    }

    private YamlMap Child<T>(string key, Func<YamlMap, T> bind, string description, bool required, out T bound)
    {
        YamlNode? value = Find(key)?.Value;
        YamlMapping node = value as YamlMapping ?? new YamlMapping([], value?.Line ?? 0);
        bool empty = value is null or YamlScalar { Text: "", Quoted: false };
        if (value is not null && !empty && value is not YamlMapping) _context.Add(value.Line, PathOfKey(key), "this is a section: write its settings below it, indented");
        // A section that is not there is only described where that is a fault of its own, and not one of each of its keys.
        YamlMap map = new(node, PathOfKey(key), _context, _describing || (required && value is null));
        bound = map.Bind(bind);
        if (!map._describing) _effective[key] = map._effective;
        JsonObject schema = map.Shape.ToSchema();
        Shape.Add(key, schema, description, required);
        return map;
    }

    private T BindNode<T>(YamlNode node, string path, Func<YamlMap, T> bind, JsonArray effective)
    {
        if (node is YamlMapping mapping)
        {
            YamlMap map = new(mapping, path, _context, describing: false);
            effective.Add((JsonNode)map._effective);
            return map.Bind(bind);
        }
        _context.Add(node.Line, path, "each item is a section: write '- key: value' and the other keys below it, indented");
        return new YamlMap(new YamlMapping([], node.Line), path, _context, describing: true).Bind(bind);
    }

    private IReadOnlyList<T> Items<T>(YamlEntry entry, string path, Func<YamlNode, string, T> read)
    {
        if (entry.Value is YamlSequence sequence) return [.. sequence.Items.Select((item, i) => read(item, $"{path}[{i}]"))];
        if (entry.Value is not YamlScalar { Text: "", Quoted: false }) _context.Add(entry.Line, path, "this is a list: write [a, b], or one item a line after '- '");
        return [];
    }

    private T Note<T>(string key, YamlEntry entry, ScalarType<T> type)
    {
        T value = Read(entry.Value, PathOfKey(key), type);
        // As it was written: a reference to a secret, and not what it stands for.
        _effective[key] = type.IsSecret ? (entry.Value as YamlScalar)?.Text : type.Write(value);
        return value;
    }

    private T Read<T>(YamlNode node, string path, ScalarType<T> type)
    {
        if (node is not YamlScalar scalar || (scalar.Text.Length == 0 && !scalar.Quoted))
        {
            _context.Add(node.Line, path, node is YamlScalar ? $"nothing stands here: use {type.Allowed}" : $"this is one value: use {type.Allowed}");
            return type.Example;
        }
        if (type.CheckWritten?.Invoke(scalar.Text) is { } wrong)
        {
            _context.Add(scalar.Line, path, wrong);
            return type.Example;
        }
        if (Substitute(scalar, path, type) is not { } text) return type.Example;
        try
        {
            if (type.TryRead(text, out T value)) return value;
        }
        catch (Exception e) when (e is FormatException or Sources.VideoSourceException)
        {
            _context.Add(scalar.Line, path, e.Message);
            return type.Example;
        }
        string quoted = type.IsSecret || scalar.Text.Contains("://", StringComparison.Ordinal) ? "this" : $"'{Shorten(scalar.Text)}'";
        string meant = NearestKey.Find(scalar.Text, type.Words) is { } near && type.Words.Count > 2 ? $"; did you mean {near}?" : "";
        _context.Add(scalar.Line, path, $"{quoted} does not fit: use {type.Allowed}{meant}");
        return type.Example;
    }

    // Null after a fault.
    private string? Substitute<T>(YamlScalar scalar, string path, ScalarType<T> type)
    {
        bool good = true;
        string text = SecretReference().Replace(scalar.Text, reference =>
        {
            string name = reference.Groups[1].Value;
            if (!type.TakesSecrets)
            {
                _context.Add(scalar.Line, path, "no secrets are taken here: write the value itself");
                good = false;
            }
            else if (_context.Secrets.Find(name) is { } secret)
            {
                return type.EscapesSecrets ? Uri.EscapeDataString(secret.Reveal()) : secret.Reveal();
            }
            else
            {
                _context.Add(scalar.Line, path, $"the secrets file holds no '{name}': run 'safecity-edge config set-secret {name}'");
                good = false;
            }
            return "";
        });
        return good ? text : null;
    }

    private void Missing(string key, string allowed) => _context.Add(Line, PathOfKey(key), $"this setting is missing: use {allowed}");

    private YamlEntry? Find(string key)
    {
        foreach (YamlEntry entry in _node.Entries)
            if (entry.Key == key) return entry;
        return null;
    }

    private string PathOfKey(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private static string Shorten(string text) => text.Length <= QuotedCharactersMax ? text : text[..QuotedCharactersMax] + "...";

    [GeneratedRegex(@"\$\{secret:([A-Za-z0-9._-]+)\}")]
    private static partial Regex SecretReference();
}
