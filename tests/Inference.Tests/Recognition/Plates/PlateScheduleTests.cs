using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Inference.Tests.Recognition.Plates;

public class PlateScheduleTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(3.5, 10)]
    [InlineData(6, 15)]
    [InlineData(50, 15)]
    public void Faster_vehicles_are_read_more_often(float speed, double readingsPerSecond) =>
        Assert.Equal(1 / readingsPerSecond, PlateSchedule.Interval(speed, isSettled: false).TotalSeconds, 1e-4);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public void However_many_vehicles_there_are_the_work_per_frame_keeps_its_mean(int vehicles)
    {
        const double CostOfOne = 31;
        PlateSchedule schedule = new(10);
        MediaTime?[] last = new MediaTime?[vehicles];
        double spent = 0;
        const int Frames = 500;
        for (int frame = 0; frame < Frames; frame++)
        {
            MediaTime now = MediaTime.Zero + TimeSpan.FromSeconds(frame / 25.0);
            schedule.BeginFrame();
            for (int i = 0; i < vehicles; i++)
            {
                if (!schedule.Allows(now, last[i], speed: 10, isSettled: false)) continue;
                schedule.Spend(CostOfOne);
                spent += CostOfOne;
                last[i] = now;
            }
        }
        Assert.InRange(spent / Frames, 9, 10 + (CostOfOne / Frames) + 0.05);
    }

    [Fact]
    public void A_settled_vehicle_is_read_once_a_second()
    {
        PlateSchedule schedule = new(1000);
        MediaTime last = MediaTime.Zero;
        Assert.False(schedule.Allows(last + TimeSpan.FromSeconds(0.9), last, 20, isSettled: true));
        Assert.True(schedule.Allows(last + TimeSpan.FromSeconds(1), last, 20, isSettled: true));
        Assert.True(schedule.Allows(last, null, 0, isSettled: true));
    }
}
