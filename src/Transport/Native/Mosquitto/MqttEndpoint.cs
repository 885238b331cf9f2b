namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>One way to reach a broker.</summary>
/// <param name="Host">Address; with TLS the name, which the library compares with the certificate.</param>
/// <param name="BindAddress">Own address: any of one family, where a name has addresses of both; else null.</param>
internal readonly record struct MqttEndpoint(string Host, string? BindAddress);
