namespace SafeCity.Edge.Transport.Uplink;

/// <summary>What moves the uplink from state to state.</summary>
internal enum UplinkEvent
{
    /// <summary>It is time to connect.</summary>
    AttemptDue,

    /// <summary>CONNACK.</summary>
    Connected,

    /// <summary>SUBACK.</summary>
    Subscribed,

    /// <summary>State and birth are acknowledged.</summary>
    Announced,

    /// <summary>The attempt failed or the connection was lost.</summary>
    Failed,

    /// <summary>The owner wants it to end.</summary>
    StopRequested,

    /// <summary>The farewell is over, whether it was heard or not.</summary>
    Ended,
}
