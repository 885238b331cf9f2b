namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>One thing that is wrong with a settings file.</summary>
/// <param name="File">As it was given.</param>
/// <param name="Line">From 1; 0 if the fault is that of the whole file.</param>
/// <param name="Key">Path of the setting, as <c>cameras[0].name</c>; empty for the file.</param>
/// <param name="Problem">What is wrong and what is allowed; never holds a secret.</param>
internal sealed record SettingsFault(string File, int Line, string Key, string Problem)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}{(Line > 0 ? $":{Line}" : "")}: {(Key.Length > 0 ? Key + ": " : "")}{Problem}";
}
