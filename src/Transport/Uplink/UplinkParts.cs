using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>What every connection of one uplink shares.</summary>
internal sealed class UplinkParts
{
    public UplinkParts(UplinkOptions options, DeviceIdentity identity, IPendingRecords records, TimeProvider time, Random random)
    {
        Options = options;
        ClientId = options.ClientId ?? $"sc1.{identity.Org}.{identity.Site}.{identity.Device}";
        Records = records;
        Time = time;
        Random = random;
        Topics = new Topics(identity);
        Messages = new StatusMessages(identity, options, records, time);
        Cursors = new CursorReader(Topics, records, Counters);
        Commands = new CommandReader(Topics, records, Counters, time);
        Desk = records is ICommandStore store ? new CommandDesk(this, store, identity) : null;
        Configuration = options.ConfigurationTarget is { } target ? new ConfigurationKeeper(this, target) : null;
    }

    public UplinkOptions Options { get; }

    public string ClientId { get; }

    public IPendingRecords Records { get; }

    public TimeProvider Time { get; }

    public Random Random { get; }

    public Topics Topics { get; }

    public UplinkCounters Counters { get; } = new();

    public StatusMessages Messages { get; }

    public CommandReader Commands { get; }

    public CursorReader Cursors { get; }

    /// <summary>Null when the store has no place for replies.</summary>
    public CommandDesk? Desk { get; }

    /// <summary>Null when the configuration may not be changed from outside.</summary>
    public ConfigurationKeeper? Configuration { get; }
}
