namespace SafeCity.Edge.Transport.Uplink;

/// <summary>Where the uplink's connection stands.</summary>
public enum UplinkState
{
    /// <summary>Not connected; the next attempt comes at the end of the back-off.</summary>
    Waiting,

    /// <summary>CONNECT is under way.</summary>
    Connecting,

    /// <summary>Subscribing to cursors, own birth, commands and configuration.</summary>
    Subscribing,

    /// <summary>Publishing state and birth.</summary>
    Announcing,

    /// <summary>Sending records.</summary>
    Sending,

    /// <summary>Saying farewell.</summary>
    Stopping,

    /// <summary>Over.</summary>
    Stopped,
}
