using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Publishes early copies of alarms, so that they do not wait behind a backlog (contract, section 3). Nobody needs to take them: the record
/// follows in its place, with the same id.
/// </summary>
internal sealed class AlarmTeller(MqttClient client, IPendingRecords records, UplinkCounters counters, Topics topics)
{
    private static readonly MqttPublishOptions Options = new() { ContentType = Topics.EventContentType, Expiry = TimeSpan.FromSeconds(300) };

    /// <summary>Publishes those that were committed since the last call; does not wait for their acknowledgement.</summary>
    internal void Tell()
    {
        foreach (OutboxRecord record in records.TakeUrgent()) _ = TellAsync(record);
    }

    private async Task TellAsync(OutboxRecord record)
    {
        try
        {
            _ = await client.PublishAsync(topics.Alert(record.Stream.Camera), record.Body, Options).ConfigureAwait(false);
            counters.Change(s => s with { Alerts = s.Alerts + 1 });
        }
        catch (MqttException e)
        {
            counters.Change(s => s with { LastError = $"an alarm was not told early: {e.Message}" });
        }
    }
}
