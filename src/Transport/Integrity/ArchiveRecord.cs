namespace SafeCity.Edge.Transport.Integrity;

/// <summary>One record of an archive, in the order of its log.</summary>
/// <param name="Body">Its exact bytes: an event, a tombstone, a seal, or the header of a key frame.</param>
/// <param name="Image">The JPEG of a key frame; empty for all others.</param>
public sealed record ArchiveRecord(ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Image)
{
    /// <summary>True for a key frame: its body is no CloudEvent, whose first member is always <c>specversion</c>.</summary>
    public bool IsKeyFrame => !Body.Span.StartsWith("{\"specversion\":"u8);
}
