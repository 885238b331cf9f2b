namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>Settings that cannot be used; the message has every fault, one a line.</summary>
internal sealed class SettingsException(IReadOnlyList<SettingsFault> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>In the order of the file.</summary>
    internal IReadOnlyList<SettingsFault> Faults { get; } = faults;
}
