namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Seals what is open, with the transaction that it runs in. Result: 1.</summary>
internal sealed class SealOrder : WriterOrder
{
    /// <inheritdoc/>
    internal override void Run(WriterTables tables, DateTimeOffset now)
    {
        Result = 1;
        WakesUplink = true;
    }
}
