namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>A password, key or token that does not show itself in logs, messages or records.</summary>
internal sealed class Secret(string value)
{
    /// <summary>What is shown in its place.</summary>
    internal const string Redacted = "(redacted)";

    private readonly string _value = value;

    /// <summary>The secret, for the call that needs it.</summary>
    internal string Reveal() => _value;

    /// <summary>Never the secret.</summary>
    public override string ToString() => Redacted;
}
