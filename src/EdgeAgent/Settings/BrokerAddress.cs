using System.Globalization;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>Where the broker listens.</summary>
internal sealed record BrokerAddress(string Host, int Port)
{
    private const int DefaultPort = 1883;

    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[ipv6]:port</c>.</summary>
    /// <exception cref="FormatException">With a sentence that says what is wrong and how it should look.</exception>
    internal static BrokerAddress Parse(string text)
    {
        int end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        if (end <= 0) end = text.StartsWith('[') || text.StartsWith(':') ? 0 : text.Length;
        string host = text[..end].Trim('[', ']'), rest = text[end..];
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown) throw new FormatException($"broker '{text}' is not an address: write host, host:port or [ipv6]:port");
        if (rest.Length == 0) return new BrokerAddress(host, DefaultPort);
        if (rest[0] == ':' && int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535)
            return new BrokerAddress(host, port);
        throw new FormatException($"broker '{text}' has no usable port: write a number from 1 to 65535 after the colon");
    }

    /// <inheritdoc />
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
