namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A row of the table of records, for a check.</summary>
internal readonly record struct StoredRow(long Sequence, long Last, string Type, long Bytes, string Topic, byte[] Body, byte[] Image)
{
    internal bool IsTombstone => Type == Contract.EventGap.Type;
}
