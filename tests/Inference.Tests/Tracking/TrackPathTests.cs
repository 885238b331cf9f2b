using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class TrackPathTests
{
    [Theory]
    [InlineData(10, 5)]
    [InlineData(10, 30)]
    [InlineData(10, 3000)]
    [InlineData(25, 20000)]
    [InlineData(1, 500)]
    public void A_path_keeps_its_ends_stays_bounded_and_is_evenly_spaced(int framesPerSecond, int frames)
    {
        TrackPath path = new();
        for (int i = 0; i < frames; i++) path.Add(new PathPoint(new MediaTime(i * 1_000_000_000L / framesPerSecond), i, -i));
        PathPoint[] points = path.Points.ToArray();
        Assert.InRange(points.Length, Math.Min(frames, TrackPath.PointsMax / 4), TrackPath.PointsMax);
        Assert.Equal((0f, frames - 1f), (points[0].X, points[^1].X));
        double[] steps = [.. points.Zip(points.Skip(1), (a, b) => (b.Time - a.Time).TotalSeconds)];
        Assert.All(steps, s => Assert.True(s > 0));
        if (steps.Length > 1) Assert.InRange(steps[..^1].Max() / steps[..^1].Min(), 1, 2.01);
    }

    [Fact]
    public void A_cleared_path_begins_anew()
    {
        TrackPath path = new();
        for (int i = 0; i < 1000; i++) path.Add(new PathPoint(new MediaTime(i * 100_000_000L), i, i));
        path.Clear();
        for (int i = 0; i < 10; i++) path.Add(new PathPoint(new MediaTime(i * 100_000_000L), i, i));
        Assert.Equal(10, path.Points.Length);
    }
}
