using System.Numerics;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tests.Frames;
using static SafeCity.Edge.Inference.Tests.Regions.CameraScene;

namespace SafeCity.Edge.Inference.Tests.Regions;

public class MotionGateTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(30)]
    public void A_still_scene_calibrates_for_a_second_and_is_idle_from_then_on(double framesPerSecond)
    {
        List<Seen> seen = new CameraScene(framesPerSecond: framesPerSecond).Run(20, _ => { });
        Assert.All(seen, s => Assert.Equal(s.Seconds < 1 - 1e-6, s.IsCalibrating));
        Assert.All(seen, s => Assert.Empty(s.Boxes));
        Assert.All(seen, s => Assert.False(s.IsSceneWideChange || s.HasClock));
        Assert.InRange(seen[^1].IdleFor.TotalSeconds, 18.5, 19.5);
    }

    [Fact]
    public void A_moving_square_is_told_in_every_frame_and_where_it_is()
    {
        CameraScene scene = new CameraScene().Settle();
        double start = scene.Now;
        foreach (Seen seen in scene.Run(3, s => s.Paint(X(s.Now - start), 80, 40, 40, 255)))
        {
            BoundingBox box = Assert.Single(seen.Boxes);
            BoundingBox expected = new(X(seen.Seconds - start) / (float)Width, 80f / Height, 40f / Width, 40f / Height);
            // Blur and dilation add two of the gate's pixels at most on each side, and where it came from may still differ.
            Assert.InRange(box.Right, expected.Right - 0.01f, expected.Right + 0.02f);
            Assert.InRange(box.Y, expected.Y - 0.025f, expected.Y + 0.01f);
            Assert.InRange(box.Bottom, expected.Bottom - 0.01f, expected.Bottom + 0.025f);
            Assert.InRange(box.X, expected.X - 0.02f, expected.X + 0.01f);
            Assert.Equal(TimeSpan.Zero, seen.IdleFor);
        }

        static int X(double seconds) => 20 + (int)(seconds * 60);
    }

    [Fact]
    public void A_small_far_object_of_six_by_ten_pixels_is_told_and_a_single_pixel_is_not()
    {
        CameraScene scene = new CameraScene().Settle();
        double start = scene.Now;
        List<Seen> small = scene.Run(3, s => s.Paint(60 + (int)((s.Now - start) * 20), 60, 6, 10, 255));
        Assert.InRange(small.Count(s => s.Boxes.Length == 1), small.Count * 0.9, small.Count);
        start = scene.Run(5, _ => { })[^1].Seconds;
        Assert.All(scene.Run(3, s => s.Paint(60 + (int)((s.Now - start) * 20), 60, 1, 1, 255)), s => Assert.Empty(s.Boxes));
    }

    [Fact]
    public void Switching_the_light_on_is_one_scene_wide_change_and_no_motion()
    {
        CameraScene scene = new CameraScene().Settle();
        List<Seen> seen = scene.Run(10, s => s.Change(v => v + 70));
        Assert.True(seen[0].IsSceneWideChange);
        Assert.All(seen, s => Assert.Empty(s.Boxes));
        Assert.All(seen.Skip(1), s => Assert.False(s.IsSceneWideChange));
        Assert.All(seen, s => Assert.Equal(s.Seconds < seen[0].Seconds + 1 - 1e-6, s.IsCalibrating));
        Assert.InRange(seen[^1].IdleFor.TotalSeconds, 8.5, 9.5);
    }

    [Fact]
    public void The_switch_to_infra_red_is_no_motion_and_a_walker_after_it_is_told()
    {
        CameraScene scene = new CameraScene().Settle();
        double start = scene.Now;
        // The filter moves within half a second; afterwards bright is dark and the other way round.
        List<Seen> seen = scene.Run(5, s => s.Change(v => v + (Math.Min(1, (s.Now - start) / 0.5) * (240 - (2 * v)))));
        Assert.Contains(seen, s => s.IsSceneWideChange);
        Assert.All(seen.Where(s => s.Seconds > start + 0.5), s => Assert.Empty(s.Boxes));
        start = scene.Now;
        List<Seen> walker = scene.Run(2, s =>
        {
            s.Change(v => 240 - v);
            s.Paint(40 + (int)((s.Now - start) * 40), 50, 24, 60, 250);
        });
        Assert.All(walker, s => Assert.Single(s.Boxes));
    }

    [Fact]
    public void Lightning_is_no_motion()
    {
        CameraScene scene = new CameraScene().Settle();
        double start = scene.Now;
        List<Seen> seen = scene.Run(10, s =>
        {
            if (s.Now - start is < 0.15 or (> 0.4 and < 0.55)) s.Change(v => v + 120);
        });
        Assert.Contains(seen, s => s.IsSceneWideChange);
        Assert.All(seen, s => Assert.Empty(s.Boxes));
        Assert.False(seen[^1].IsCalibrating);
    }

    [Fact]
    public void A_flickering_lamp_over_the_whole_scene_is_no_motion()
    {
        CameraScene scene = new CameraScene().Settle();
        int frame = 0;
        Assert.All(scene.Run(20, s => s.Change(v => v * (1 + (0.05 * Math.Sin(2.2 * frame++))))), s => Assert.Empty(s.Boxes));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(25)]
    public void A_burned_in_clock_is_found_and_left_out_and_a_walker_beside_it_is_not(double framesPerSecond)
    {
        CameraScene scene = new(framesPerSecond: framesPerSecond);
        List<Seen> learning = scene.Run(15, DrawClock), learned = scene.Run(20, DrawClock);
        Assert.Contains(learning, s => s.Boxes.Length > 0);
        Assert.All(learned, s => Assert.Empty(s.Boxes));
        Assert.True(learned[^1].HasClock);
        Assert.InRange(learned[^1].IdleFor.TotalSeconds, 20, 35);
        double start = scene.Now;
        List<Seen> walker = scene.Run(2, s =>
        {
            DrawClock(s);
            s.Paint(40 + (int)((s.Now - start) * 40), 90, 24, 60, 250);
        });
        Assert.All(walker, s => Assert.Single(s.Boxes));
        Assert.False(scene.Run(60, _ => { })[^1].HasClock);
    }

    [Fact]
    public void Someone_who_walks_up_and_down_is_not_taken_for_a_clock()
    {
        CameraScene scene = new CameraScene().Settle();
        List<Seen> seen = scene.Run(60, s => s.Paint(120 + (int)(60 * Math.Sin(s.Now)), 60, 24, 60, 250));
        Assert.All(seen, s => Assert.False(s.HasClock));
        Assert.InRange(seen.Count(s => s.Boxes.Length > 0), seen.Count * 0.9, seen.Count);
    }

    [Fact]
    public void Motion_in_a_mask_does_not_count_and_motion_outside_of_it_does()
    {
        Vector2[] leftHalf = [new(0, 0), new(0.5f, 0), new(0.5f, 1), new(0, 1)];
        CameraScene scene = new CameraScene(new MotionGateOptions { Masks = [leftHalf] }).Settle();
        double start = scene.Now;
        Assert.All(scene.Run(2, s => s.Paint(20 + (int)((s.Now - start) * 40), 80, 30, 30, 255)), s => Assert.Empty(s.Boxes));
        start = scene.Now;
        Assert.All(scene.Run(2, s => s.Paint(190 + (int)((s.Now - start) * 40), 80, 30, 30, 255)), s => Assert.Single(s.Boxes));
    }

    [Fact]
    public void What_is_put_down_is_motion_for_some_seconds_and_then_part_of_the_scene()
    {
        CameraScene scene = new CameraScene().Settle();
        List<Seen> seen = scene.Run(60, s => s.Paint(150, 80, 40, 40, 255));
        Assert.All(seen.Take(10), s => Assert.Single(s.Boxes));
        Assert.All(seen.Skip(100), s => Assert.Empty(s.Boxes));
        // Taken away again: that is seen, too.
        Assert.Single(scene.Run(0.2, _ => { })[^1].Boxes);
    }

    [Fact]
    public void A_new_size_and_a_time_that_goes_back_begin_anew()
    {
        MotionGate gate = new(new MotionGateOptions());
        TestPicture large = new(PixelLayout.I420, 641, 361, new Random(1)), small = new(PixelLayout.Nv12, 127, 95, new Random(2));
        for (int i = 0; i < 30; i++) gate.Observe(large.View, Seconds(i * 0.1));
        Assert.False(gate.Observe(large.View, Seconds(3)).IsCalibrating);
        Assert.True(gate.Observe(small.View, Seconds(3.1)).IsCalibrating);
        Assert.False(gate.Observe(small.View, Seconds(6)).IsCalibrating);
        Assert.True(gate.Observe(small.View, Seconds(1)).IsCalibrating);
        Assert.False(gate.Observe(small.View, Seconds(3)).IsCalibrating);
        Assert.True(gate.Observe(small.View, Seconds(100)).IsCalibrating);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(16, 16)]
    [InlineData(15, 4001)]
    [InlineData(4001, 15)]
    [InlineData(7680, 4320)]
    public void Frames_of_any_size_are_taken(int width, int height)
    {
        MotionGate gate = new(new MotionGateOptions());
        TestPicture picture = new(PixelLayout.Gray8, width, height, new Random(3)), other = new(PixelLayout.Gray8, width, height, new Random(4));
        for (int i = 0; i < 30; i++)
        {
            MotionState state = gate.Observe(i % 7 == 6 ? other.View : picture.View, Seconds(i * 0.2));
            foreach (BoundingBox box in state.Boxes) Assert.True(box.X >= 0 && box.Y >= 0 && box.Right <= 1.0001f && box.Bottom <= 1.0001f && box.Area > 0);
        }
    }

    [Fact]
    public void Observing_allocates_nothing_after_warm_up()
    {
        MotionGate gate = new(new MotionGateOptions());
        TestPicture[] pictures = [.. Enumerable.Range(0, 3).Select(i => new TestPicture(PixelLayout.I420, 320, 180, new Random(i)))];
        for (int i = 0; i < 40; i++) gate.Observe(pictures[0].View, Seconds(i * 0.1));
        for (int i = 40; i < 45; i++) gate.Observe(pictures[i % 3].View, Seconds(i * 0.1));
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 45; i < 145; i++) gate.Observe(pictures[i % 3].View, Seconds(i * 0.1));
        allocations.AssertNone();
    }

    [Fact]
    public void Options_out_of_range_are_refused_all_in_one_message()
    {
        MotionGateOptions options = new() { Threshold = 0, SceneWideShare = float.NaN, Masks = [[new Vector2(0, 2)]] };
        ArgumentException e = Assert.Throws<ArgumentException>(() => new MotionGate(options));
        foreach (string name in (ReadOnlySpan<string>)["Threshold", "SceneWideShare", "3 points", "not in the frame"])
            Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    private static void DrawClock(CameraScene scene)
    {
        // Digits of 8x14 pixels made of bars; the last changes each second, the one before each ten.
        int second = (int)(scene.Now + 1e-6);
        Digit(scene, 280, second / 10 % 10);
        Digit(scene, 290, second % 10);
    }

    private static void Digit(CameraScene scene, int x, int value)
    {
        scene.Paint(x - 1, 7, 10, 16, 0);
        for (int bar = 0; bar < 4; bar++)
            if (((value + 3) * 5 >> bar) % 2 == 1) scene.Paint(x, 8 + (bar * 4), 8, 3, 255);
    }

    private static MediaTime Seconds(double seconds) => new((long)(seconds * 1e9));
}
