namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>
/// The secrets file: one <c>name: value</c> a line, readable by its owner and group at most, so that the settings themselves can be shown,
/// sent and kept under version control. Settings refer to them as <c>${secret:NAME}</c>.
/// </summary>
internal sealed class SecretStore
{
    private const UnixFileMode TooOpen = UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly Dictionary<string, Secret> _secrets = new(StringComparer.Ordinal);

    private SecretStore()
    {
    }

    /// <summary>Without any.</summary>
    internal static SecretStore Empty { get; } = new();

    /// <summary>Sorted.</summary>
    internal IEnumerable<string> Names => _secrets.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads the file; one that is not there holds no secrets.</summary>
    /// <param name="file">Path.</param>
    /// <param name="faults">Takes what is wrong; never holds a value.</param>
    internal static SecretStore Load(string file, ICollection<SettingsFault> faults)
    {
        if (!File.Exists(file)) return Empty;
        UnixFileMode mode = OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(file);
        if ((mode & TooOpen) != 0)
            faults.Add(new SettingsFault(file, 0, "", "others can read or write the secrets: run 'chmod 600' on it, and change the secrets if they may have been seen"));
        YamlContext context = new(file, Empty);
        SecretStore store = new();
        if (YamlReader.ReadFile(context) is YamlMapping map)
        {
            foreach (YamlEntry entry in map.Entries)
            {
                if (entry.Value is YamlScalar { Text.Length: > 0 } scalar) store._secrets[entry.Key] = new Secret(scalar.Text);
                else context.Add(entry.Line, entry.Key, "a secret is one text: write it in quotes");
            }
        }
        foreach (SettingsFault fault in context.Faults) faults.Add(fault);
        return store;
    }

    internal Secret? Find(string name) => _secrets.GetValueOrDefault(name);

    /// <summary>Takes every secret's value out of a text.</summary>
    internal string Redact(string text)
    {
        foreach (Secret secret in _secrets.Values)
        {
            // What is shorter would blank ordinary words.
            if (secret.Reveal().Length < 4) continue;
            text = text.Replace(secret.Reveal(), Secret.Redacted, StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(secret.Reveal()), Secret.Redacted, StringComparison.Ordinal);
        }
        return text;
    }
}
