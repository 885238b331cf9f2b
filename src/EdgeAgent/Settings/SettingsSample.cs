namespace SafeCity.Edge.Agent.Settings;

/// <summary>The commented reference of all settings.</summary>
internal static class SettingsSample
{
    internal static string Text { get; } = Read();

    private static string Read()
    {
        using Stream stream = typeof(SettingsSample).Assembly.GetManifestResourceStream("sample.yaml")
            ?? throw new InvalidOperationException("sample.yaml is not part of this build");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
