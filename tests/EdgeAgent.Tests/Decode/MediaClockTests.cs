using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Agent.Tests.Decode;

public sealed class MediaClockTests
{
    private static readonly AVRational Ticks90K = new() { num = 1, den = 90_000 };
    private static readonly AVRational Rate25 = new() { num = 25, den = 1 };

    [Fact]
    public void First_frame_is_zero_wherever_the_stream_s_clock_stands()
    {
        MediaClock clock = new(Ticks90K, Rate25);
        Assert.Equal(0, clock.Next(8_000_000_000).Nanoseconds);
        Assert.Equal(40_000_000, clock.Next(8_000_003_600).Nanoseconds);
    }

    [Fact]
    public void Missing_stamp_is_filled_in_by_the_frame_rate()
    {
        MediaClock clock = new(Ticks90K, Rate25);
        Assert.Equal(0, clock.Next(AvCode.AV_NOPTS_VALUE).Nanoseconds);
        Assert.Equal(40_000_000, clock.Next(AvCode.AV_NOPTS_VALUE).Nanoseconds);
        Assert.Equal(80_000_000, clock.Next(900_000).Nanoseconds);
        Assert.Equal(120_000_000, clock.Next(903_600).Nanoseconds);
    }

    [Fact]
    public void Gap_of_seconds_is_kept_and_a_small_step_back_stands_still()
    {
        MediaClock clock = new(Ticks90K, Rate25);
        clock.Next(0);
        Assert.Equal(20_000_000_000, clock.Next(20 * 90_000).Nanoseconds);
        Assert.Equal(20_000_000_000, clock.Next((20 * 90_000) - 3600).Nanoseconds);
        Assert.Equal(20_040_000_000, clock.Next((20 * 90_000) + 3600).Nanoseconds);
    }

    [Theory]
    [InlineData(-5_000_000_000)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue + 1)]
    public void Jump_of_the_stream_s_clock_continues_one_frame_later(long stamp)
    {
        MediaClock clock = new(Ticks90K, Rate25);
        clock.Next(0);
        Assert.Equal(40_000_000, clock.Next(stamp).Nanoseconds);
    }

    [Fact]
    public void Time_never_goes_back_whatever_the_stamps_are()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 200; round++)
        {
            AVRational timeBase = new() { num = random.Next(-1, 2000), den = random.Next(-1, 100_000) };
            AVRational rate = new() { num = random.Next(-1, 100_000), den = random.Next(-1, 1002) };
            MediaClock clock = new(timeBase, rate);
            long last = 0;
            for (int i = 0; i < 200; i++)
            {
                long stamp = random.Next(4) switch
                {
                    0 => AvCode.AV_NOPTS_VALUE,
                    1 => random.NextInt64(long.MinValue, long.MaxValue),
                    2 => random.Next(),
                    _ => i * 3600,
                };
                long now = clock.Next(stamp).Nanoseconds;
                Assert.True(now >= last, $"seed {seed}, round {round}: {now} after {last}");
                last = now;
            }
        }
    }
}
