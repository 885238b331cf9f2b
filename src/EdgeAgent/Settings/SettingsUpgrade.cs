using SafeCity.Edge.Agent.Settings.Sections;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>Rewrites the text of an older settings file, one version a step; validation knows the present keys only.</summary>
internal static class SettingsUpgrade
{
    /// <summary>From the version of their place, 0 being a file from before there was a version.</summary>
    private static readonly Func<string, string>[] Steps = [static text => $"version: 1\n{text}"];

    /// <summary>Gives the text in the present version, and what was done as sentences.</summary>
    /// <exception cref="FormatException">The file is no YAML, or newer than this program.</exception>
    internal static (string Text, IReadOnlyList<string> Steps) Apply(string text)
    {
        List<string> done = [];
        for (int version = VersionOf(text); version < FileSection.Version; version++)
        {
            text = Steps[version](text);
            done.Add($"rewritten from version {version} to {version + 1}");
        }
        return (text, done);
    }

    private static int VersionOf(string text)
    {
        YamlContext context = new("the file", SecretStore.Empty);
        if (YamlReader.ReadText(text, context) is not YamlMapping map) throw new FormatException("the file holds no settings: run 'safecity-edge config check'");
        if (map.Entries.FirstOrDefault(e => e.Key == "version")?.Value is not YamlScalar version) return 0;
        return int.TryParse(version.Text, out int number) && number is >= 0 and <= FileSection.Version
            ? number
            : throw new FormatException($"the file's version is '{version.Text}', and this program knows up to {FileSection.Version}: install the program that wrote it");
    }
}
