namespace SafeCity.Edge.Transport.Integrity;

/// <summary>One record of an archive, in the order of its log.</summary>
/// <param name="Body">Its exact bytes: an event, a tombstone, a seal, or the header of a key frame.</param>
/// <param name="Image">The JPEG of a key frame; empty for all others.</param>
public sealed record ArchiveRecord(ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Image);
