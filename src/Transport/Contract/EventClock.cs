namespace SafeCity.Edge.Transport.Contract;

/// <summary>The state of the wall clock when the fact was seen.</summary>
/// <param name="Sync">Where it comes from: <c>ntp</c>, <c>rtc</c>, <c>none</c>.</param>
/// <param name="UncertaintyMs">Estimated error in milliseconds; null if unknown.</param>
/// <param name="MonotonicNs">Monotonic time in nanoseconds, in digits: it exceeds what JSON readers keep of a number.</param>
public sealed record EventClock(string Sync, int? UncertaintyMs = null, string? MonotonicNs = null);
