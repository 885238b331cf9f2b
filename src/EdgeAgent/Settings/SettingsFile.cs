using SafeCity.Edge.Agent.Settings.Sections;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>Reads a settings file and the secrets file it names.</summary>
internal static class SettingsFile
{
    /// <summary>Where the package puts it.</summary>
    internal const string InstalledPath = "/etc/safecity-edge/settings.yaml";

    /// <summary>Where the package keeps the store.</summary>
    internal const string InstalledStore = "/var/lib/safecity-edge";

    /// <summary>Gives the settings, or every fault at once.</summary>
    /// <exception cref="SettingsException">Something is wrong with the file, its secrets or a file that it names.</exception>
    internal static RunSettings Load(string path) => Read(path).Require();

    /// <summary>Gives the settings and what is wrong with them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">A text that is to take the file's place: what it names is looked for beside the file. Null: the file's own.</param>
    internal static SettingsReading Read(string path, string? text = null)
    {
        List<SettingsFault> faults = [];
        YamlContext reading = new(path, SecretStore.Empty);
        YamlNode? root = text is null ? YamlReader.ReadFile(reading) : YamlReader.ReadText(text, reading);
        faults.AddRange(reading.Faults);
        SecretStore secrets = SecretStore.Load(SecretsFileOf(root, reading.Folder), faults);
        YamlContext context = new(path, secrets);
        RunSettings? settings = YamlMap.BindRoot(root, context, FileSection.Bind);
        faults.AddRange(context.Faults);
        return new SettingsReading(
            faults.Count == 0 && settings is not null ? settings with { Secrets = secrets } : null, context.Effective, [.. faults.OrderBy(f => f.File == path ? f.Line : int.MaxValue)], secrets);
    }

    /// <summary>Where the secrets of a settings file lie.</summary>
    internal static string SecretsFileOf(YamlNode? root, string folder)
    {
        YamlEntry? entry = (root as YamlMapping)?.Entries.FirstOrDefault(e => e.Key == FileSection.SecretsKey);
        string name = entry?.Value is YamlScalar { Text.Length: > 0 } scalar ? scalar.Text : FileSection.SecretsFileDefault;
        return Path.GetFullPath(name, folder);
    }
}
