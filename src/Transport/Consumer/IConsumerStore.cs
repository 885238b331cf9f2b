namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// Where a platform keeps records durably. Several processes may work on one store (contract C7): what concerns a log happens in a
/// transaction that has locked it.
/// </summary>
public interface IConsumerStore : IDisposable
{
    /// <summary>Every log with its watermark, as committed.</summary>
    IReadOnlyList<StoredLog> Logs();

    /// <summary>
    /// A transaction; durable when <see cref="IConsumerTransaction.Commit"/> returns, without effect when disposed before.
    /// </summary>
    IConsumerTransaction Begin();

    /// <summary>The tombstones that explained something of a log up to its watermark, in any order.</summary>
    IReadOnlyList<StoredGap> Gaps(StoredLog log);

    /// <summary>Stored records of a log above a sequence and up to its watermark, ascending: released, each once and in order.</summary>
    IReadOnlyList<StoredRecord> Released(StoredLog log, long afterSequence, int recordsMax);
}
