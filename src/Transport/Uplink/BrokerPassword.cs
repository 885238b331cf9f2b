namespace SafeCity.Edge.Transport.Uplink;

/// <summary>A password that does not show itself in logs, messages or records.</summary>
public sealed class BrokerPassword(string value)
{
    private readonly string _value = value;

    /// <summary>The password, for the call that needs it.</summary>
    internal string Reveal() => _value;

    /// <summary>Never the password.</summary>
    public override string ToString() => "(redacted)";
}
