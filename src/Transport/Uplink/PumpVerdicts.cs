using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>What each reason of a PUBACK means for its record (contract section 5).</summary>
internal sealed class PumpVerdicts(IPendingRecords records, UplinkCounters counters, TimeProvider time, Action<StreamKey> rewind)
{
    /// <summary>Acknowledges, postpones or leaves out the record.</summary>
    /// <exception cref="MqttException">The connection must be made anew (0x91).</exception>
    internal void Judge(PumpOutcome outcome)
    {
        RecordProgress progress = outcome.Message.Progress;
        OutboxRecord record = progress.Record;
        switch (outcome.Reason)
        {
            case MqttReason.Success:
                if (!outcome.Stream.Taken(progress)) return;
                if (outcome.Stream.Window is { } window) window.Brokered();
                else records.MarkAcknowledged(record.Stream, record.Sequence);
                counters.CountAcknowledged();
                return;
            case MqttReason.NoMatchingSubscribers:
                counters.Change(s => s with { WithoutSubscriber = s.WithoutSubscriber + 1 });
                Postpone(outcome, $"nobody subscribes to {record.Topic}: records are kept and sent when a platform subscribes");
                return;
            case MqttReason.NotAuthorized:
                counters.Change(s => s with { NotAllowed = s.NotAllowed + 1 });
                Postpone(outcome, $"the broker does not allow this device to publish to {record.Topic}: grant it write access there");
                return;
            case MqttReason.TopicNameInvalid or MqttReason.PayloadFormatInvalid or MqttReason.PacketTooLarge:
                if (outcome.Stream.Reject(progress)) Reject(record, MqttError.Describe(outcome.Reason));
                return;
            case MqttReason.PacketIdInUse:
                throw new MqttException(MqttFailure.ConnectionLost, "the broker says that a packet id is in use: connecting again",
                    outcome.Reason);
            case < MqttReason.Unspecified:
                // No success code but 0 and 0x10 is defined for PUBACK.
                goto case MqttReason.Success;
            default:
                counters.Change(s => s with { Retried = s.Retried + 1 });
                Postpone(outcome, $"the broker does not take {record.Topic} for now ({MqttError.Describe(outcome.Reason)}): trying again");
                return;
        }
    }

    /// <summary>Counts and reports a record that no broker can take, and sets it aside (contract D9).</summary>
    internal void Reject(OutboxRecord record, string cause)
    {
        counters.Change(s => s with
        {
            Rejected = s.Rejected + 1,
            LastError = $"record {record.Sequence} of {record.Stream.Stream} cannot be sent ({cause}): " +
                "it is set aside in the outbox and a tombstone takes its place; later records go on",
        });
        // A tombstone that is refused itself stays, and is left out until the next connection.
        if (!record.IsTombstone) _ = SetAsideAsync(record, cause);
    }

    private async Task SetAsideAsync(OutboxRecord record, string cause)
    {
        try
        {
            if (await records.QuarantineAsync(record.Stream, record.Sequence, cause).ConfigureAwait(false)) rewind(record.Stream);
        }
        catch (OutboxException e)
        {
            // The store cannot be written now; the record is pending still and meets the same fate at the next connection.
            counters.Change(s => s with { LastError = e.Message });
        }
    }

    private void Postpone(PumpOutcome outcome, string sentence)
    {
        if (outcome.Stream.Postpone(outcome.Message.Progress, time.GetTimestamp(), time.TimestampFrequency))
            counters.Change(s => s with { LastError = sentence });
    }
}
