using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Carries out the commands that arrive below <c>cmd/</c>. What is unknown, malformed, expired, repeated or about another log is
/// ignored and counted: it is noise from outside. Lives as long as the uplink, so that a repetition after a reconnect is known.
/// </summary>
internal sealed class CommandReader(Topics topics, IPendingRecords records, UplinkCounters counters, TimeProvider time)
{
    // Repetitions come from QoS 1 within seconds; a consumer sends a few commands a minute.
    private const int RememberedMax = 256;

    private readonly string _replay = topics.Command("replay");
    private readonly HashSet<string> _known = [];
    private readonly Queue<string> _order = new();

    /// <summary>Takes a message that is not retained. One at a time.</summary>
    /// <param name="topic">Its topic.</param>
    /// <param name="payload">Its bytes.</param>
    /// <param name="rewind">Told of the log in which records were put back into the queue.</param>
    public void Take(string topic, ReadOnlySpan<byte> payload, Action<StreamKey> rewind)
    {
        ReplayCommand? command = topic == _replay ? ReplayCommand.Parse(payload, time.GetUtcNow()) : null;
        if (command is null || !Remember(command.CommandId) || !records.Positions().Any(p => p.Stream == command.Key))
        {
            counters.Change(s => s with { CommandsIgnored = s.CommandsIgnored + 1 });
            return;
        }
        int replayed = records.Replay(command.Key, command.From, command.To);
        counters.Change(s => s with { Replays = s.Replays + 1 });
        // In end-to-end mode nothing was put back: what is not committed is still there, and goes out again from the cursor.
        if (replayed > 0 || records.Consumer is not null) rewind(command.Key);
    }

    private bool Remember(string commandId)
    {
        if (!_known.Add(commandId)) return false;
        _order.Enqueue(commandId);
        if (_order.Count > RememberedMax) _known.Remove(_order.Dequeue());
        return true;
    }
}
