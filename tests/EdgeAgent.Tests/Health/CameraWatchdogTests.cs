using SafeCity.Edge.Agent.Health;

namespace SafeCity.Edge.Agent.Tests.Health;

public sealed class CameraWatchdogTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(300, 1.0, 1.0, false, WatchdogAction.None)] // all is well
    [InlineData(300, 29.0, 29.0, false, WatchdogAction.None)] // a long key frame interval while nothing moves
    [InlineData(300, 200.0, 200.0, true, WatchdogAction.None)] // the camera is away and being opened again
    [InlineData(300, null, null, true, WatchdogAction.None)] // it was never there
    [InlineData(10, null, null, false, WatchdogAction.None)] // just started
    [InlineData(300, null, null, false, WatchdogAction.RestartStage)] // opening hangs
    [InlineData(300, 31.0, 31.0, false, WatchdogAction.RestartStage)] // decoding hangs
    [InlineData(300, 1.0, 31.0, false, WatchdogAction.RestartStage)] // the analysis hangs
    [InlineData(300, 1.0, null, false, WatchdogAction.RestartStage)] // the analysis hung from the beginning
    internal void Each_state_has_its_action(int running, double? frame, double? analysis, bool waiting, WatchdogAction expected) => Assert.Equal(
        expected, new CameraWatchdog().Judge(new CameraVitals(TimeSpan.FromSeconds(running), Age(frame), Age(analysis), waiting)));

    [Fact]
    public void Restarts_that_do_not_help_end_the_process_and_frames_begin_the_count_anew()
    {
        CameraWatchdog watchdog = new();
        CameraVitals hangs = new(Long, null, null, false), well = new(Long, TimeSpan.Zero, TimeSpan.Zero, false);
        for (int i = 0; i < CameraWatchdog.RestartsMax; i++) Assert.Equal(WatchdogAction.RestartStage, watchdog.Judge(hangs));
        Assert.Equal(WatchdogAction.None, watchdog.Judge(well));
        for (int i = 0; i < CameraWatchdog.RestartsMax; i++) Assert.Equal(WatchdogAction.RestartStage, watchdog.Judge(hangs));
        Assert.Equal(WatchdogAction.Exit, watchdog.Judge(hangs));
    }

    private static TimeSpan? Age(double? seconds) => seconds is { } s ? TimeSpan.FromSeconds(s) : null;
}
