using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Pipeline;

public sealed class StreamClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 5, 8, 0, 0, TimeSpan.Zero);

    private static MediaTime Milliseconds(long ms) => new(ms * 1_000_000);

    [Fact]
    public void Frames_keep_their_distance_on_the_wall_clock()
    {
        ManualTime time = new(Start);
        StreamClock clock = new(time);
        clock.BeginConnection();
        (_, DateTimeOffset first) = clock.Stamp(Milliseconds(0));
        time.Advance(TimeSpan.FromSeconds(3));
        (MediaTime media, DateTimeOffset second) = clock.Stamp(Milliseconds(100));
        Assert.Equal(Start, first);
        Assert.Equal(Start.AddMilliseconds(100), second);
        Assert.Equal(Milliseconds(100), media);
    }

    [Fact]
    public void After_a_reconnect_media_time_goes_on_by_the_monotonic_gap()
    {
        ManualTime time = new(Start);
        StreamClock clock = new(time);
        clock.BeginConnection();
        clock.Stamp(Milliseconds(0));
        clock.Stamp(Milliseconds(5_000));
        time.Advance(TimeSpan.FromSeconds(20));
        clock.BeginConnection();
        (MediaTime media, DateTimeOffset wall) = clock.Stamp(Milliseconds(0));
        Assert.Equal(Milliseconds(20_000), media);
        Assert.Equal(Start.AddSeconds(20), wall);
    }

    [Fact]
    public void A_recording_read_at_full_speed_ends_now()
    {
        StreamClock clock = new(new ManualTime(Start));
        clock.BeginConnection(TimeSpan.FromSeconds(80));
        clock.Stamp(Milliseconds(0));
        (_, DateTimeOffset wall) = clock.Stamp(Milliseconds(80_000));
        Assert.Equal(Start, wall);
    }

    [Fact]
    public void Media_time_never_stands_still_or_goes_back()
    {
        StreamClock clock = new(new ManualTime(Start));
        clock.BeginConnection();
        clock.Stamp(Milliseconds(0));
        (MediaTime a, _) = clock.Stamp(Milliseconds(40));
        (MediaTime b, _) = clock.Stamp(Milliseconds(40));
        (MediaTime c, _) = clock.Stamp(Milliseconds(20));
        Assert.True(a < b && b < c);
    }

    [Fact]
    public void A_step_of_the_wall_clock_does_not_move_frames()
    {
        ManualTime time = new(Start);
        StreamClock clock = new(time);
        clock.BeginConnection();
        clock.Stamp(Milliseconds(0));
        time.StepWall(TimeSpan.FromHours(1));
        (_, DateTimeOffset wall) = clock.Stamp(Milliseconds(1_000));
        Assert.Equal(Start.AddSeconds(1), wall);
    }

    private sealed class ManualTime(DateTimeOffset start) : TimeProvider
    {
        private long _ticks;
        private TimeSpan _step;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(_ticks) + _step;

        internal void Advance(TimeSpan duration) => _ticks += duration.Ticks;

        internal void StepWall(TimeSpan step) => _step += step;
    }
}
