using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Stores a command's reply with its audit record. Result: 1 if it did.</summary>
internal sealed class CommandOrder(string commandId, byte[] reply, EventAudit audit, bool isFirst) : WriterOrder
{
    /// <inheritdoc/>
    internal override void Run(WriterTables tables, DateTimeOffset now)
    {
        Result = 0;
        if (!tables.Commands.Store(commandId, reply, isFirst, now.ToUnixTimeMilliseconds())) return;
        tables.WriteOwn("audit", new EventData { Audit = audit }, now);
        Result = 1;
        WakesUplink = true;
    }
}
