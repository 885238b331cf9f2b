using System.Text.Json.Serialization;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>What <c>outbox list</c> tells.</summary>
internal sealed record OutboxListing(
    string Device, long Boot, string? Consumer, long FileBytes,
    IReadOnlyList<OutboxListedLog> Logs, IReadOnlyList<OutboxListedLoss> Shed, IReadOnlyList<OutboxListedQuarantine> Quarantined)
{
    internal static OutboxListing Of(OutboxInspector store) => new(
        store.State.Device.TopicRoot, store.State.Boot, store.State.Consumer, new FileInfo(store.Path).Length,
        [.. store.State.Logs.Select(l => new OutboxListedLog(l.Stream.Stream, l.Stream.Epoch, l.NextSequence, l.Committed, l.Pending, l.InRing, l.Bytes, l.OldestPending))],
        [.. store.State.Shed.Select(s => new OutboxListedLoss(s.Reason, s.Type, s.Records))],
        [.. store.State.Quarantined.Select(q => new OutboxListedQuarantine(q.Stream.Stream, q.Stream.Epoch, q.Sequence, q.Cause))]);
}

/// <summary>A log.</summary>
internal sealed record OutboxListedLog(
    string Log, long Epoch, long NextSequence, long Committed, long Pending, long InRing, long Bytes, DateTimeOffset? OldestPending);

/// <summary>Records that gave way to tombstones.</summary>
internal sealed record OutboxListedLoss(string Reason, string Type, long Records);

/// <summary>A record that no broker took.</summary>
internal sealed record OutboxListedQuarantine(string Log, long Epoch, long Sequence, string Cause);

/// <summary>Serialises them without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(OutboxListing))]
[JsonSerializable(typeof(IReadOnlyList<OutboxFault>))]
[JsonSerializable(typeof(VerifyResult))]
[JsonSerializable(typeof(StoringSummary))]
internal sealed partial class OutboxJson : JsonSerializerContext;
