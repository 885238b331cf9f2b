using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Tests.Settings;

/// <summary>The commented reference is valid as it is and with everything that is commented out, and names every setting there is.</summary>
public sealed partial class SampleTests : IDisposable
{
    private readonly SettingsFolder _folder = new();

    public SampleTests()
    {
        _folder.WriteSecrets("cam1: a\nbroker: b\n");
        File.WriteAllText(_folder.PathOf("stolen.txt"), "AB 123\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_sample_is_valid_as_it_is() => Assert.Equal("cam1", Assert.Single(_folder.Load(SettingsSample.Text).Cameras).Name);

    [Fact]
    public void The_sample_is_valid_with_everything_in_it_and_names_every_setting()
    {
        string whole = Commented().Replace(SettingsSample.Text, "$1$2");
        _folder.Load(whole);
        JsonObject effective = SettingsFile.Read(_folder.File).Effective;
        string[] missing = [.. KeysOf(SettingsSchema.Make(), "").Where(k => !Has(effective, k.Split('.')))];
        Assert.Empty(missing);
    }

    [Fact]
    public void Defaults_that_the_sample_shows_are_those_that_hold()
    {
        _folder.Load(SettingsSample.Text);
        string shown = YamlWriter.Write(SettingsFile.Read(_folder.File).Effective);
        foreach (string setting in (string[])["maxMegabytes: 4096", "eventRetentionHours: 168", "keepAliveSeconds: 30", "faces: blazeface-front-128x128", "protocol: mqtt5"])
        {
            Assert.Contains(setting, SettingsSample.Text, StringComparison.Ordinal);
            Assert.Contains(setting, shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_shown_can_be_read_again_and_shows_the_same()
    {
        _folder.Load(Commented().Replace(SettingsSample.Text, "$1$2"));
        string shown = YamlWriter.Write(SettingsFile.Read(_folder.File).Effective);
        _folder.Load(shown);
        Assert.Equal(shown, YamlWriter.Write(SettingsFile.Read(_folder.File).Effective));
    }

    private static IEnumerable<string> KeysOf(JsonNode schema, string path)
    {
        if (schema["items"] is { } items) return KeysOf(items, path);
        if (schema["properties"] is not JsonObject properties) return [path];
        IEnumerable<string> keys = properties.Where(p => p.Value is JsonObject).SelectMany(p => KeysOf(p.Value!, path.Length == 0 ? p.Key : $"{path}.{p.Key}"));
        return schema["allOf"] is JsonArray cases ? keys.Concat(cases.SelectMany(c => KeysOf(c!["then"]!, path))).Distinct() : keys;
    }

    // Of a list it is enough that one item has it: each kind of rule has keys of its own.
    private static bool Has(JsonNode? node, ReadOnlySpan<string> path)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list)
                if (Has(item, path)) return true;
            return false;
        }
        return path.IsEmpty ? node is not null : Has((node as JsonObject)?[path[0]], path[1..]);
    }

    // '#' and a letter, or '#', spaces and a setting or an item of a list: a setting. '#' and a sentence: prose.
    [GeneratedRegex(@"(?m)^( *)#( *(?:- [\[{]|[A-Za-z]+:(?: |$)).*)$")]
    private static partial Regex Commented();
}
