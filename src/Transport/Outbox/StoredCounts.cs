namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Records ever given a number, those pending, and those that gave way to tombstones; of events and of key frames.</summary>
internal readonly record struct StoredCounts(
    long Events, long EventsPending, long EventsShed, long KeyFrames, long KeyFramesPending, long KeyFramesShed);
