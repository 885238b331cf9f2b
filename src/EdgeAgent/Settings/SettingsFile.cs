using SafeCity.Edge.Agent.Settings.Sections;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>Reads a settings file and the secrets file it names.</summary>
internal static class SettingsFile
{
    /// <summary>Gives the settings, or every fault at once.</summary>
    /// <exception cref="SettingsException">Something is wrong with the file, its secrets or a file that it names.</exception>
    internal static RunSettings Load(string path) => Read(path, null);

    /// <summary>The same of a text that is to take the file's place: what it names is looked for beside the file.</summary>
    internal static RunSettings Parse(string path, string text) => Read(path, text);

    private static RunSettings Read(string path, string? text)
    {
        List<SettingsFault> faults = [];
        YamlContext reading = new(path, SecretStore.Empty);
        YamlNode? root = text is null ? YamlReader.ReadFile(reading) : YamlReader.ReadText(text, reading);
        faults.AddRange(reading.Faults);
        YamlContext context = new(path, SecretStore.Load(SecretsFileOf(root, reading.Folder), faults));
        RunSettings? settings = YamlMap.BindRoot(root, context, FileSection.Bind);
        faults.AddRange(context.Faults);
        return faults.Count == 0 && settings is not null ? settings : throw new SettingsException([.. faults.OrderBy(f => f.File == path ? f.Line : int.MaxValue)]);
    }

    /// <summary>Where the secrets of a settings file lie.</summary>
    internal static string SecretsFileOf(YamlNode? root, string folder)
    {
        YamlEntry? entry = (root as YamlMapping)?.Entries.FirstOrDefault(e => e.Key == FileSection.SecretsKey);
        string name = entry?.Value is YamlScalar { Text.Length: > 0 } scalar ? scalar.Text : FileSection.SecretsFileDefault;
        return Path.GetFullPath(name, folder);
    }
}
