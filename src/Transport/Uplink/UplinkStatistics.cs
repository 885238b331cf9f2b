namespace SafeCity.Edge.Transport.Uplink;

/// <summary>What the uplink has done since its start, at one moment.</summary>
public sealed record UplinkStatistics
{
    /// <summary>Where the connection stands.</summary>
    public required UplinkState State { get; init; }

    /// <summary>True while records can be sent.</summary>
    public bool Connected => State == UplinkState.Sending;

    /// <summary>Connections that came about.</summary>
    public required long Connects { get; init; }

    /// <summary>Connections lost and attempts failed, each followed by another attempt.</summary>
    public required long Reconnects { get; init; }

    /// <summary>Messages of records published, repetitions included; a key frame has one for each chunk.</summary>
    public required long Published { get; init; }

    /// <summary>Records that the broker took and had a subscriber for; in end-to-end mode repetitions count again.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>Messages that the broker took and dropped since nobody subscribes (0x10); their records are kept and tried again.</summary>
    public required long WithoutSubscriber { get; init; }

    /// <summary>Messages that the broker did not take for now (0x80, 0x83, 0x97 and others); tried again.</summary>
    public required long Retried { get; init; }

    /// <summary>Messages that this device may not publish (0x87); held and tried again.</summary>
    public required long NotAllowed { get; init; }

    /// <summary>Records that the broker will never take (0x90, 0x95, 0x99, too large): set aside, with a tombstone (contract D9).</summary>
    public required long Rejected { get; init; }

    /// <summary>Replay commands carried out.</summary>
    public required long Replays { get; init; }

    /// <summary>Cursors that were malformed, lower than before, or of unknown logs; ignored (contract D7).</summary>
    public required long CursorsIgnored { get; init; }

    /// <summary>How often a log was sent again because no cursor came (contract D5).</summary>
    public required long Stalls { get; init; }

    /// <summary>Early copies of alarms that the broker took.</summary>
    public required long Alerts { get; init; }

    /// <summary>Commands that were carried out, whatever came of them.</summary>
    public required long CommandsRun { get; init; }

    /// <summary>Commands that were unknown, malformed, expired or repeated; ignored.</summary>
    public required long CommandsIgnored { get; init; }

    /// <summary>True when the own birth on the broker showed a later sequence than the store has (contract D2).</summary>
    public required bool StoreWentBack { get; init; }

    /// <summary>The last fault as a sentence; null if there was none.</summary>
    public required string? LastError { get; init; }
}
