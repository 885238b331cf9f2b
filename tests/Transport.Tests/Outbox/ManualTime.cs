namespace Transport.Tests.Outbox;

/// <summary>A clock that stands still until it is told otherwise; wall time and monotonic time run together.</summary>
internal sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 10, 5, 8, 15, 39, 871, TimeSpan.Zero);

    private TimeSpan _wallAhead;

    public override DateTimeOffset GetUtcNow() => _now + _wallAhead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    /// <summary>Somebody sets the wall clock.</summary>
    internal void SetWall(TimeSpan by) => _wallAhead += by;

    internal void Advance(TimeSpan by) => _now += by;
}
