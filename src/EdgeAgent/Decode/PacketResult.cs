namespace SafeCity.Edge.Agent.Decode;

/// <summary>What reading a packet gave, when it did not fail.</summary>
internal enum PacketResult
{
    /// <summary>The next packet of the video stream.</summary>
    Packet,

    /// <summary>Something unreadable was passed over.</summary>
    Damaged,

    /// <summary>The file is at its end; a camera never says this.</summary>
    EndOfFile,

    /// <summary>The reader was stopped.</summary>
    Stopped,
}
