namespace SafeCity.Edge.Transport.Uplink;

/// <summary>Counts of the uplink, written by several threads.</summary>
internal sealed class UplinkCounters
{
    private readonly Lock _lock = new();
    private UplinkStatistics _now = new()
    {
        State = UplinkState.Waiting,
        Connects = 0,
        Reconnects = 0,
        Published = 0,
        Acknowledged = 0,
        WithoutSubscriber = 0,
        Retried = 0,
        NotAllowed = 0,
        Rejected = 0,
        Replays = 0,
        CursorsIgnored = 0,
        Stalls = 0,
        Alerts = 0,
        CommandsRun = 0,
        CommandsIgnored = 0,
        StoreWentBack = false,
        LastError = null,
    };

    private long _published;
    private long _acknowledged;

    /// <summary>All of them at one moment.</summary>
    public UplinkStatistics Snapshot()
    {
        lock (_lock) return _now with { Published = Interlocked.Read(ref _published), Acknowledged = Interlocked.Read(ref _acknowledged) };
    }

    /// <summary>A message was handed to the broker. Apart from the others: it happens for every message.</summary>
    public void CountPublished() => Interlocked.Increment(ref _published);

    /// <summary>A record was taken.</summary>
    public void CountAcknowledged() => Interlocked.Increment(ref _acknowledged);

    /// <summary>Something rarer happened.</summary>
    public void Change(Func<UplinkStatistics, UplinkStatistics> change)
    {
        lock (_lock) _now = change(_now);
    }
}
