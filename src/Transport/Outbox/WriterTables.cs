namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What the writer thread changes in its transaction.</summary>
internal sealed record WriterTables(StreamTable Streams, RecordTable Records, ReplayRing Ring, Tombstones Tombstones, EpochMover Mover);
