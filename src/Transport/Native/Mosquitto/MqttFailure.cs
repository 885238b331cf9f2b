namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>Kinds of operating faults of a connection.</summary>
internal enum MqttFailure
{
    /// <summary>Nothing answers at the address, or its name is not known.</summary>
    Unreachable,

    /// <summary>The broker answered and said no.</summary>
    Refused,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The connection was there and is gone.</summary>
    ConnectionLost,

    /// <summary>The TLS handshake failed.</summary>
    Tls,

    /// <summary>A message is larger than the broker takes.</summary>
    TooLarge,

    /// <summary>An argument is not valid: retrying cannot help.</summary>
    Invalid,

    /// <summary>The library failed in another way.</summary>
    Library,
}
