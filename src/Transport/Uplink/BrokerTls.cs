namespace SafeCity.Edge.Transport.Uplink;

/// <summary>TLS to the broker. The certificate's host name is always checked; there is no way to switch that off.</summary>
public sealed record BrokerTls
{
    /// <summary>PEM file of the authorities that may have signed the broker's certificate; null for the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>PEM file of this device's certificate; null for none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of its key; needed with <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; init; }
}
