using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>A record as a platform's store keeps it.</summary>
/// <param name="Name">Device, log and sequence.</param>
/// <param name="PreviousHash">Its link to the record before.</param>
/// <param name="Hash">SHA-256 of <paramref name="Body"/>, base64url.</param>
/// <param name="Body">The exact bytes that the chain runs over.</param>
/// <param name="Image">The JPEG of a key frame; empty for events.</param>
public sealed record StoredRecord(RecordName Name, string PreviousHash, string Hash, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Image);
