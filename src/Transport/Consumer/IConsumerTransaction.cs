using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>One change of a platform's store.</summary>
public interface IConsumerTransaction : IDisposable
{
    /// <summary>The log, made when it is new, and locked against other processes until the end of the transaction.</summary>
    StoredLog Lock(DeviceIdentity device, StreamKey stream);

    /// <summary>Puts a record in; false when its (source, id) is there already (contract C1).</summary>
    bool Insert(StoredLog log, StoredRecord record);

    /// <summary>Digest of a stored record, base64url; null when it is not there.</summary>
    string? FindHash(StoredLog log, long sequence);

    /// <summary>Notes that sequences from one on to the tombstone's end are explained by it (contract C3).</summary>
    void Explain(StoredLog log, long from, StoredGap gap);

    /// <summary>
    /// Puts a part of a key frame in; returns all parts of that cut that are here now, by their index. Parts of another cut go.
    /// </summary>
    IReadOnlyList<StoredChunk> AddChunk(StoredLog log, StoredChunk chunk);

    /// <summary>Removes the parts of a key frame.</summary>
    void DeleteChunks(StoredLog log, long sequence);

    /// <summary>What stands at a sequence; a record comes before a tombstone. Null when there is a hole.</summary>
    StoredStep? Find(StoredLog log, long sequence);

    /// <summary>Records and explained ranges above the watermark, by ascending start, at most so many.</summary>
    IReadOnlyList<(long From, long To)> Above(StoredLog log, int rangesMax);

    /// <summary>Moves the watermark on.</summary>
    void Advance(StoredLog log);

    /// <summary>Makes it durable.</summary>
    void Commit();
}
