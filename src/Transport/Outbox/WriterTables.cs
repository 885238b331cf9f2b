namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What the writer thread changes in its transaction.</summary>
internal sealed record WriterTables(StreamTable Streams, RecordTable Records, ReplayRing Ring, Tombstones Tombstones, EpochMover Mover)
{
    internal required CommandTable Commands { get; init; }

    /// <summary>Adds a record to the box's own log.</summary>
    internal Action<string, Contract.EventData, DateTimeOffset> WriteOwn { get; set; } = (_, _, _) => { };
}
