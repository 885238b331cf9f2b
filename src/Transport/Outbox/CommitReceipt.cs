using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Proof that a fact is durably on disk.</summary>
/// <param name="Stream">The log of the event.</param>
/// <param name="Sequence">Its place.</param>
/// <param name="EventId">Its id.</param>
/// <param name="KeyFrameIds">The ids of its pictures, in the order of the fact.</param>
public sealed record CommitReceipt(StreamKey Stream, long Sequence, string EventId, IReadOnlyList<string> KeyFrameIds);
