using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Tests.Settings;

/// <summary>A folder of its own with a settings file and a secrets file.</summary>
internal sealed class SettingsFolder : IDisposable
{
    internal const string Good =
        """
        version: 1
        device:
          org: acme
          site: harbour
          name: gate-01
        broker:
          host: broker.example
        cameras:
          - name: cam1
            source: clip.avi
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safecity-edge-settings-");

    internal string File => PathOf("settings.yaml");

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    internal RunSettings Load(string text)
    {
        System.IO.File.WriteAllText(File, text);
        return SettingsFile.Load(File);
    }

    /// <summary>The faults without the path of the file.</summary>
    internal IReadOnlyList<string> Faults(string text)
    {
        SettingsException e = Assert.Throws<SettingsException>(() => Load(text));
        return [.. e.Faults.Select(f => f.ToString().Replace(_folder.FullName + "/", "", StringComparison.Ordinal))];
    }

    internal void WriteSecrets(string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        System.IO.File.WriteAllText(PathOf("secrets.yaml"), text);
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(PathOf("secrets.yaml"), mode);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
