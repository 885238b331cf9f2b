using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A store from outside.</summary>
/// <param name="Device">Whose it is.</param>
/// <param name="Boot">How often it was opened.</param>
/// <param name="Consumer">Whose cursor deletes; null in broker mode.</param>
/// <param name="Logs">Its logs.</param>
/// <param name="Shed">Records gone under their number without delivery, by reason and type.</param>
/// <param name="Quarantined">Records set aside, with what the broker said.</param>
public sealed record OutboxState(
    DeviceIdentity Device, long Boot, string? Consumer, IReadOnlyList<OutboxLogState> Logs,
    IReadOnlyList<(string Reason, string Type, long Records)> Shed, IReadOnlyList<(StreamKey Stream, long Sequence, string Cause)> Quarantined);
