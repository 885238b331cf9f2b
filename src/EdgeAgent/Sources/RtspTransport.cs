namespace SafeCity.Edge.Agent.Sources;

/// <summary>How a camera's packets travel.</summary>
internal enum RtspTransport
{
    /// <summary>Inside the RTSP connection: no loss, passes firewalls. The default.</summary>
    Tcp,

    /// <summary>Separate datagrams: less delay, packets may be lost.</summary>
    Udp,
}
