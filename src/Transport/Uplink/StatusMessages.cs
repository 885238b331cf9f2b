using System.Text.Json;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>Writes state, birth and health, and compares the birth that the broker kept with the store.</summary>
internal sealed class StatusMessages(DeviceIdentity identity, UplinkOptions options, IPendingRecords records, TimeProvider time)
{
    /// <summary>How all of them are published.</summary>
    internal static readonly MqttPublishOptions Retained = new() { Retain = true, ContentType = Topics.JsonContentType };

    private readonly long _start = time.GetTimestamp();

    /// <summary>The will: offline, without anything that is not known yet.</summary>
    internal static byte[] Will() =>
        JsonSerializer.SerializeToUtf8Bytes(new StateMessage("offline", "lost", null, null), StateJson.Default.StateMessage);

    /// <summary>Payload of <c>state</c>.</summary>
    internal byte[] State(bool online)
    {
        StateMessage message = new(online ? "online" : "offline", online ? "connected" : "stopped", time.GetUtcNow(), Streams());
        return JsonSerializer.SerializeToUtf8Bytes(message, StateJson.Default.StateMessage);
    }

    /// <summary>Payload of <c>birth</c>.</summary>
    internal byte[] Birth() => JsonSerializer.SerializeToUtf8Bytes(
        new BirthMessage
        {
            Device = identity.Device,
            Time = time.GetUtcNow(),
            AgentVersion = options.AgentVersion,
            Protocol = options.Broker.Protocol == MqttProtocol.V5 ? "mqtt5" : "mqtt3.1.1",
            Guarantee = "broker",
            Capabilities = options.Capabilities,
            Models = options.Models,
            Streams = Streams(),
        },
        StateJson.Default.BirthMessage);

    /// <summary>Payload of <c>health</c>.</summary>
    internal byte[] Health(UplinkStatistics now) => JsonSerializer.SerializeToUtf8Bytes(
        new HealthMessage
        {
            Time = time.GetUtcNow(),
            UptimeSeconds = (long)time.GetElapsedTime(_start).TotalSeconds,
            Streams = Streams(),
            Uplink = new HealthUplink(now.Reconnects, now.Acknowledged, now.WithoutSubscriber, now.Rejected),
        },
        StateJson.Default.HealthMessage);

    /// <summary>
    /// A sentence when a birth that the broker kept shows a log further on than the store (contract D2): the store went back in
    /// time. Null when it does not, or when it is not a birth of ours.
    /// </summary>
    internal string? CompareBirth(ReadOnlySpan<byte> payload)
    {
        BirthMessage? birth;
        try
        {
            birth = JsonSerializer.Deserialize(payload, StateJson.Default.BirthMessage);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // Somebody else's, or an older version's: it proves nothing.
            return null;
        }
        if (birth is null) return null;
        IReadOnlyList<StatePosition> ours = Streams();
        foreach (StatePosition theirs in birth.Streams)
        {
            StatePosition? own = ours.FirstOrDefault(s => s.Stream == theirs.Stream && s.Epoch == theirs.Epoch);
            if (own is not null && own.NextSequence < theirs.NextSequence)
                return $"the outbox went back in time: it will give number {own.NextSequence} in {own.Stream} next, but the broker has " +
                    $"heard of {theirs.NextSequence}; was an old copy restored? New records will look like repetitions to platforms";
        }
        return null;
    }

    private IReadOnlyList<StatePosition> Streams() =>
        [.. records.Positions().Select(p => new StatePosition(p.Stream.Stream, p.Stream.Epoch, p.NextSequence))];
}
