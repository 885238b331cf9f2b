using static SafeCity.Edge.Transport.Uplink.UplinkEvent;
using static SafeCity.Edge.Transport.Uplink.UplinkState;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>The connection as a table (contract D6). A pair that is not in it is a bug of the caller.</summary>
internal static class UplinkTransitions
{
    private static readonly Dictionary<(UplinkState, UplinkEvent), UplinkState> Table = new()
    {
        [(Waiting, AttemptDue)] = Connecting,
        [(Waiting, StopRequested)] = Stopping,
        [(Connecting, Connected)] = Subscribing,
        [(Connecting, Failed)] = Waiting,
        [(Connecting, StopRequested)] = Stopping,
        [(Subscribing, Subscribed)] = Announcing,
        [(Subscribing, Failed)] = Waiting,
        [(Subscribing, StopRequested)] = Stopping,
        [(Announcing, Announced)] = Sending,
        [(Announcing, Failed)] = Waiting,
        [(Announcing, StopRequested)] = Stopping,
        [(Sending, Failed)] = Waiting,
        [(Sending, StopRequested)] = Stopping,
        [(Stopping, StopRequested)] = Stopping,
        [(Stopping, Failed)] = Stopping,
        [(Stopping, Ended)] = Stopped,
        [(Stopped, StopRequested)] = Stopped,
    };

    /// <summary>The state that follows; null when the event cannot happen in that state.</summary>
    internal static UplinkState? Next(UplinkState state, UplinkEvent happened) =>
        Table.TryGetValue((state, happened), out UplinkState next) ? next : null;
}
