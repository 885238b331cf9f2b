namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>MQTT 5 reason codes that the product treats in particular ways; a broker may send others.</summary>
internal enum MqttReason : byte
{
    /// <summary>Done. For a publication: at least one subscriber was there.</summary>
    Success = 0x00,

    /// <summary>Taken, and dropped: nobody subscribes. A success by its number, not by ours (contract D4).</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>Refused without a reason.</summary>
    Unspecified = 0x80,

    /// <summary>Refused for a reason of the broker's own.</summary>
    ImplementationSpecific = 0x83,

    /// <summary>The client id is not accepted.</summary>
    ClientIdNotValid = 0x85,

    /// <summary>User or password is wrong.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>The user may not do this.</summary>
    NotAuthorized = 0x87,

    /// <summary>Another client with the same id has connected.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>The topic is not accepted.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The packet id is in use: both sides disagree about the session.</summary>
    PacketIdInUse = 0x91,

    /// <summary>More than the broker takes in one packet.</summary>
    PacketTooLarge = 0x95,

    /// <summary>A quota is used up.</summary>
    QuotaExceeded = 0x97,

    /// <summary>The payload is not what its format says.</summary>
    PayloadFormatInvalid = 0x99,
}
