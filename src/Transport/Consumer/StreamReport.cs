using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>How far a log has come in.</summary>
public sealed record StreamReport
{
    /// <summary>The box.</summary>
    public required DeviceIdentity Device { get; init; }

    /// <summary>The log.</summary>
    public required StreamKey Stream { get; init; }

    /// <summary>Whole records that arrived, repeated ones included.</summary>
    public required long Received { get; init; }

    /// <summary>Records given to the handlers.</summary>
    public required long Released { get; init; }

    /// <summary>Records that had come before.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Everything up to and including this sequence has been released.</summary>
    public required long Watermark { get; init; }

    /// <summary>Records that wait for a hole to be filled.</summary>
    public required int Waiting { get; init; }

    /// <summary>Sequences that a tombstone explained.</summary>
    public required long Explained { get; init; }

    /// <summary>Records known to exist that have not come.</summary>
    public required long Missing { get; init; }

    /// <summary>Holes that these make; 0 is the wish.</summary>
    public required int GapsOpen { get; init; }

    /// <summary>Records dropped because too many waited; they are asked for again.</summary>
    public required long Dropped { get; init; }
}
