namespace SafeCity.Edge.Transport.Uplink;

/// <summary>Where a broker is and how to talk to it.</summary>
public sealed record BrokerOptions
{
    /// <summary>Name or address.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>User name; null for none.</summary>
    public string? User { get; init; }

    /// <summary>Password; null for none.</summary>
    public BrokerPassword? Password { get; init; }

    /// <summary>Set for TLS.</summary>
    public BrokerTls? Tls { get; init; }

    /// <summary>Version of MQTT.</summary>
    public MqttProtocol Protocol { get; init; } = MqttProtocol.V5;

    /// <summary>How long one attempt to connect may take, name resolution included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which both sides look whether the other still lives (contract section 9).</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>host:port</c>, for messages; never user or password.</summary>
    public string Address => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[ipv6]:port</c>.</summary>
    /// <exception cref="FormatException">It is none of these; the message shows what is needed.</exception>
    public static BrokerOptions Parse(string address)
    {
        // Without the scheme a Uri takes "localhost:1883" for a scheme of its own.
        bool read = Uri.TryCreate("mqtt://" + address, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0;
        if (!read || uri!.PathAndQuery is not ("" or "/") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || uri.Port == 0)
        {
            // What stands before an @ may be a password: it is not quoted.
            string shown = address.Contains('@', StringComparison.Ordinal) ? "an address with a user or password" : $"'{address}'";
            throw new FormatException($"{shown} is not a broker's address: write host:port, for example 127.0.0.1:1883");
        }
        return new BrokerOptions { Host = uri.Host.Trim('[', ']'), Port = uri.Port < 0 ? 1883 : uri.Port };
    }
}
