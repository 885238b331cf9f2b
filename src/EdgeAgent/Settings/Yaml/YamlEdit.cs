using System.Globalization;
using System.Text.RegularExpressions;

namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>Changes one setting in the text of a file and leaves everything else, comments too, as it is.</summary>
internal static partial class YamlEdit
{
    /// <summary>Gives the text with the setting changed or added.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="path">As <c>broker.port</c>, <c>cameras[0].name</c> or, by the item's name, <c>cameras[cam1].source</c>.</param>
    /// <param name="value">A single value, or a list or map in flow style (<c>[a, b]</c>).</param>
    /// <exception cref="FormatException">There is no such place, or it cannot be changed here; says what to do.</exception>
    internal static string Set(string text, string path, string value) =>
        Write(text, path, value.StartsWith('[') || value.StartsWith('{') ? value : YamlWriter.Scalar(value));

    /// <summary>The same, with a value that is a text whatever it looks like.</summary>
    internal static string SetText(string text, string path, string value) => Write(text, path, YamlWriter.Scalar(value));

    private static string Write(string text, string path, string written)
    {
        YamlContext context = new("the file", SecretStore.Empty);
        YamlNode? node = YamlReader.ReadText(text, context);
        if (node is null) throw new FormatException("the file is no YAML: run 'safecity-edge config check'");
        if (!PathForm().IsMatch(path)) throw new FormatException($"'{path}' is no path of a setting: write it as broker.port or cameras[cam1].source");
        string[] steps = [.. Step().Matches(path).Select(m => m.Value.Trim('.'))];
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i].StartsWith('['))
            {
                node = Item(node, steps[i][1..^1], path);
                continue;
            }
            // A section that is begun and has nothing below it yet.
            if (node is not YamlMapping map) throw new FormatException($"'{path}': {steps[i]} does not belong there: run 'safecity-edge config show' to see what there is");
            if (map.Entries.FirstOrDefault(e => e.Key == steps[i]) is not { } entry) return Insert(text, map, steps[i..], written);
            node = entry.Value;
        }
        return Replace(text, node, written, path);
    }

    private static YamlNode Item(YamlNode node, string which, string path)
    {
        if (node is not YamlSequence list) throw new FormatException($"'{path}': this is no list");
        if (int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return index < list.Items.Count ? list.Items[index] : throw new FormatException($"'{path}': the list has {list.Items.Count} items, the first is [0]");
        return list.Items.FirstOrDefault(i => i is YamlMapping map && map.Entries.Any(e => e.Key is "name" or "id" && e.Value is YamlScalar name && name.Text == which))
            ?? throw new FormatException($"'{path}': no item has the name {which}");
    }

    private static string Replace(string text, YamlNode node, string value, string path)
    {
        bool inOneLine = node is YamlScalar or YamlSequence { IsFlow: true } or YamlMapping { IsFlow: true };
        if (!inOneLine) throw new FormatException($"'{path}' is written over several lines: change it in an editor");
        string space = node.Start > 0 && text[node.Start - 1] == ':' ? " " : "";
        return text[..node.Start] + space + value + text[(node is YamlScalar ? node.End : Closing(text, node, node is YamlMapping ? '}' : ']') + 1)..];
    }

    private static string Insert(string text, YamlMapping map, string[] keys, string value)
    {
        if (keys.Any(k => k.StartsWith('['))) throw new FormatException("items of a list are added in an editor");
        if (map.IsFlow)
        {
            string inner = $"{string.Join(": {", keys)}: {value}{new string('}', keys.Length - 1)}";
            return text.Insert(Closing(text, map, '}'), map.Entries.Count > 0 ? ", " + inner : inner);
        }
        int end = EndOf(map);
        int line = text.IndexOf('\n', Math.Min(end, text.Length));
        int at = line < 0 ? text.Length : line;
        string indent = new(' ', map.Entries[0].Column - 1), added = "";
        for (int i = 0; i < keys.Length; i++)
            added += $"\n{indent}{new string(' ', 2 * i)}{keys[i]}:{(i == keys.Length - 1 ? " " + value : "")}";
        return text.Insert(at, added);
    }

    // The library's mark of an end lies before the bracket or behind it.
    private static int Closing(string text, YamlNode node, char bracket) => text.LastIndexOf(bracket, Math.Min(node.End, text.Length - 1));

    // Of the last thing that is written in it.
    private static int EndOf(YamlNode node) => node switch
    {
        YamlMapping { IsFlow: false, Entries.Count: > 0 } map => EndOf(map.Entries[^1].Value),
        YamlSequence { IsFlow: false, Items.Count: > 0 } list => EndOf(list.Items[^1]),
        _ => node.End,
    };

    [GeneratedRegex(@"^[A-Za-z0-9_-]+(\[[A-Za-z0-9_-]+\]|\.[A-Za-z0-9_-]+)*\z")]
    private static partial Regex PathForm();

    [GeneratedRegex(@"\[[^\]]+\]|\.?[A-Za-z0-9_-]+")]
    private static partial Regex Step();
}
