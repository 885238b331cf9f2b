using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>What came of reading a settings file.</summary>
/// <param name="Settings">Null if there are faults.</param>
/// <param name="Effective">Every setting with the value that holds, defaults included; secrets as references.</param>
/// <param name="Faults">In the order of the file.</param>
/// <param name="Secrets">The secrets that were at hand.</param>
internal sealed record SettingsReading(RunSettings? Settings, JsonObject Effective, IReadOnlyList<SettingsFault> Faults, SecretStore Secrets)
{
    /// <exception cref="SettingsException">There are faults.</exception>
    internal RunSettings Require() => Settings is { } settings && Faults.Count == 0 ? settings : throw new SettingsException(Faults);
}
