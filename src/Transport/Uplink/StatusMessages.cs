using System.Text.Json;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>Writes state, birth and health, and reads the birth that the broker kept.</summary>
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
            Guarantee = records.Consumer is null ? "broker" : "endToEnd",
            Capabilities = [.. options.Capabilities, .. Commands()],
            Models = options.Models,
            Keys = options.Keys is [] ? null : options.Keys,
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
            Store = records.Health(),
            Uplink = new HealthUplink(now.Reconnects, now.Acknowledged, now.WithoutSubscriber, now.Rejected),
        },
        StateJson.Default.HealthMessage);

    /// <summary>The birth that the broker kept; null when it is not one of ours. Never throws on foreign bytes.</summary>
    internal static BirthMessage? ReadBirth(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, StateJson.Default.BirthMessage);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // Somebody else's, or an older version's: it proves nothing.
            return null;
        }
    }

    private IEnumerable<string> Commands() => records is not ICommandStore ? []
        : OwnCommands.All.Concat(options.CommandTarget?.Commands ?? []).Select(name => "cmd/" + name)
            .Concat(options.ConfigurationTarget is null ? [] : ["config"]);

    private IReadOnlyList<StatePosition> Streams() =>
        [.. records.Positions().Select(p => new StatePosition(p.Stream.Stream, p.Stream.Epoch, p.NextSequence, p.PreviousEpoch))];
}
