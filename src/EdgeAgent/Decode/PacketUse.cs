namespace SafeCity.Edge.Agent.Decode;

/// <summary>What becomes of a packet that was read.</summary>
internal enum PacketUse
{
    /// <summary>It goes to the decoder.</summary>
    Decode,

    /// <summary>It goes to the decoder, which then gives all it has and is emptied.</summary>
    DecodeAlone,

    /// <summary>It is kept for later, or never.</summary>
    Hold,

    /// <summary>The held packets go to the emptied decoder first, then this one: pictures that were delivered come again.</summary>
    DecodeAfterHeld,
}
