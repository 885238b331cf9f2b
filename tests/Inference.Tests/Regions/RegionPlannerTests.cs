using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Inference.Tests.Regions;

public class RegionPlannerTests
{
    private const int Width = 1920;
    private const int Height = 1080;
    private const float Tolerance = 0.002f;
    private static readonly DetectorInputs Inputs = new(256, 256, 640, 384);
    private static readonly BoundingBox Walker = new(0.5f, 0.5f, 0.04f, 0.2f);
    private static readonly BoundingBox Whole = new(0, 0, 1, 1);

    [Fact]
    public void The_first_frame_is_looked_at_whole_and_a_still_scene_only_every_ten_seconds()
    {
        RegionPlanner planner = Planner();
        for (int i = 0; i < 300; i++)
        {
            BoundingBox[] regions = Plan(planner, i * 0.1, []);
            if (i % 100 == 0) Assert.Equal([Whole], regions);
            else Assert.Empty(regions);
        }
    }

    [Fact]
    public void While_the_gate_calibrates_the_whole_frame_is_looked_at_in_every_second_frame_at_ten_a_second()
    {
        RegionPlanner planner = Planner();
        int looks = 0;
        for (int i = 0; i < 30; i++) looks += Plan(planner, i * 0.1, [], calibrating: true).Length;
        Assert.Equal(15, looks);
    }

    [Fact]
    public void A_walker_gets_a_square_crop_of_its_height_and_a_third_more_five_times_a_second()
    {
        RegionPlanner planner = Started();
        int looks = 0;
        for (int i = 1; i <= 50; i++)
        {
            BoundingBox[] regions = Plan(planner, i * 0.1, [], [new RegionHint(Walker, false, TimeSpan.Zero)]);
            if (regions.Length == 0) continue;
            looks++;
            BoundingBox crop = Assert.Single(regions);
            Assert.Equal((292, 292), (MathF.Round(crop.Width * Width), MathF.Round(crop.Height * Height)));
            AssertNear((Walker.CenterX, Walker.CenterY), (crop.CenterX, crop.CenterY));
        }
        Assert.InRange(looks, 25, 26);
    }

    [Fact]
    public void A_small_object_gets_a_crop_of_the_models_size_shifted_into_the_frame()
    {
        BoundingBox crop = Assert.Single(Plan(Started(), 1, [], [new RegionHint(new BoundingBox(0.98f, 0.97f, 0.02f, 0.03f), false, TimeSpan.Zero)]));
        AssertNear((1f, 1f), (crop.Right, crop.Bottom));
        Assert.Equal((256, 256), (MathF.Round(crop.Width * Width), MathF.Round(crop.Height * Height)));
    }

    [Fact]
    public void What_is_fast_is_looked_at_in_every_frame_at_twelve_a_second_and_in_every_second_one_at_25()
    {
        Assert.Equal(24, Looks(0.08));
        Assert.Equal(12, Looks(0.04));

        int Looks(double step)
        {
            RegionPlanner planner = Started();
            int looks = 0;
            for (int i = 1; i <= 24; i++)
                looks += Plan(planner, i * step, [], [new RegionHint(Walker with { X = 0.03f * i }, false, TimeSpan.Zero)]).Length;
            return looks;
        }
    }

    [Fact]
    public void A_track_that_is_not_believed_yet_is_looked_at_quickly_as_long_as_the_budget_lasts()
    {
        // Once because nobody looked at its place before, then every 0.2 s.
        Assert.Equal(5, Looks(false, 20));
        Assert.Equal(10, Looks(true, 20));
        // 15 s at every 0.2 s are 75; 1.5 and 0.3 a second, in crops of 0.27 whole frames, are 22 more.
        Assert.InRange(Looks(true, 375, new RegionOptions { QuickWork = 0.3f }), 63 + 20, 75 + 25);
        // With as much as it likes it is looked at every 0.08 s.
        Assert.InRange(Looks(true, 375, new RegionOptions { QuickWork = 100 }), 180, 188);
        // The whole is looked at every 10 s; what is left of a tenth of the work, and of 8 whole frames at the start, is for crops.
        TimeSpan never = TimeSpan.FromHours(1);
        RegionOptions share = new() { QuickWork = 100, WorkShare = 0.1f, LookInterval = never, FruitlessInterval = never };
        Assert.InRange(Looks(true, 750, share), 295, 315);

        static int Looks(bool young, int frames, RegionOptions? options = null)
        {
            RegionPlanner planner = new(options ?? new RegionOptions(), Inputs, new SizeGrid());
            Plan(planner, 0, []);
            int looks = 0;
            for (int i = 1; i <= frames; i++) looks += Math.Min(1, Plan(planner, i * 0.04, [], [new RegionHint(Walker, false, TimeSpan.Zero, young)]).Length);
            return looks;
        }
    }

    [Fact]
    public void Stationary_objects_are_looked_at_every_two_seconds_and_sooner_if_something_moves_in_them()
    {
        RegionPlanner planner = Started();
        RegionHint[] parked = [new(Walker, true, TimeSpan.Zero)];
        for (int i = 1; i < 60; i++) Assert.Equal(i % 20 == 0 ? 1 : 0, Plan(planner, i * 0.1, [], parked).Length);
        Assert.Single(Plan(planner, 6.5, [Walker], parked));
    }

    [Fact]
    public void Motion_inside_a_moving_object_is_its_own_and_other_motion_gets_a_crop()
    {
        RegionHint[] walker = [new(Walker, false, TimeSpan.Zero)];
        Assert.Single(Plan(Started(), 1, [Walker with { Height = 0.1f }], walker));
        BoundingBox other = new(0.1f, 0.1f, 0.05f, 0.05f);
        BoundingBox[] regions = Plan(Started(), 1, [other], walker);
        Assert.Equal(2, regions.Length);
        Assert.Contains(regions, r => Covers(r, other));
    }

    [Fact]
    public void A_crop_for_motion_has_the_size_that_objects_usually_have_there()
    {
        SizeGrid sizes = new();
        for (int i = 0; i < 20; i++) sizes.Learn(new BoundingBox(0.1f, 0.2f, 0.1f, 0.4f), (float)Width / Height);
        RegionPlanner planner = new(new RegionOptions(), Inputs, sizes);
        Plan(planner, 0, []);
        BoundingBox legs = new(0.13f, 0.55f, 0.03f, 0.05f);
        BoundingBox crop = Assert.Single(Plan(planner, 1, [legs]));
        Assert.Equal(0.4f * 1.35f, crop.Height, Tolerance);
    }

    [Fact]
    public void Neighbours_share_a_crop_and_a_dwarf_does_not_share_one_with_a_giant()
    {
        RegionHint left = new(new BoundingBox(0.40f, 0.4f, 0.08f, 0.3f), false, TimeSpan.Zero), right = left with { Box = left.Box with { X = 0.52f } };
        Assert.Single(Plan(Started(), 1, [], [left, right]));
        RegionHint dwarf = left with { Box = new BoundingBox(0.60f, 0.4f, 0.01f, 0.03f) };
        Assert.Equal(2, Plan(Started(), 1, [], [left, dwarf]).Length);
    }

    [Fact]
    public void When_crops_would_cost_more_than_the_whole_frame_it_is_taken_and_only_the_small_keep_theirs()
    {
        RegionHint[] large = [.. Enumerable.Range(0, 5).Select(i => new RegionHint(new BoundingBox(0.19f * i, i % 2 * 0.7f, 0.05f, 0.2f), false, TimeSpan.Zero))];
        Assert.Equal([Whole], Plan(Started(), 1, [], large));
        RegionHint[] withSmall = [.. large, new(new BoundingBox(0.9f, 0.05f, 0.01f, 0.03f), false, TimeSpan.Zero)];
        BoundingBox[] regions = Plan(Started(), 1, [], withSmall);
        Assert.Equal(2, regions.Length);
        Assert.Equal(Whole, regions[0]);
        Assert.True(Covers(regions[1], withSmall[^1].Box));
    }

    [Fact]
    public void What_would_be_shrunk_more_in_its_crop_than_in_the_whole_frame_is_looked_at_in_the_whole_frame()
    {
        // 256 pixels of a crop are 768 of a frame three times as wide as its input.
        RegionHint fits = new(new BoundingBox(0.3f, 0.2f, 0.2f, 0.52f), false, TimeSpan.Zero), large = fits with { Box = fits.Box with { Height = 0.54f } };
        Assert.NotEqual(Whole, Assert.Single(Plan(Started(), 1, [], [fits])));
        Assert.Equal(Whole, Assert.Single(Plan(Started(), 1, [], [large])));
    }

    [Fact]
    public void What_a_crop_cut_off_gets_a_crop_of_its_own_at_once()
    {
        RegionPlanner planner = Started();
        BoundingBox cut = new(0.3f, 0.3f, 0.05f, 0.1f);
        planner.Plan((Width, Height), Seconds(0.05), default, [], [cut]);
        Assert.True(Covers(Assert.Single(Regions(planner)), cut));
        // What moves is not due yet: it does not get a crop on that occasion.
        RegionHint[] walker = [new(Walker, false, TimeSpan.Zero)];
        Plan(planner, 1, [], walker);
        planner.Plan((Width, Height), Seconds(1.05), default, walker, [cut]);
        Assert.True(Covers(Assert.Single(Regions(planner)), cut));
        Assert.False(planner.LooksAtMoving);
    }

    [Fact]
    public void Motion_in_which_nothing_is_ever_found_is_looked_at_less_and_less_until_something_is()
    {
        RegionOptions options = new() { WholeFrameInterval = TimeSpan.FromHours(1), FruitlessInterval = TimeSpan.FromSeconds(2), QuickWork = 0.3f };
        RegionPlanner planner = new(options, Inputs, new SizeGrid());
        BoundingBox tree = new(0.2f, 0.2f, 0.05f, 0.05f);
        Plan(planner, 0, []);
        Assert.InRange(Looks(1, 21, []), 8, 14);
        // Every 0.2 s, and what the budget of quick looks allows in 20 s.
        Assert.InRange(Looks(22, 42, [tree]), 120, 130);

        int Looks(double from, double to, BoundingBox[] found)
        {
            int looks = 0;
            for (double t = from; t < to; t += 0.1)
            {
                looks += Plan(planner, t, [tree]).Length;
                planner.Note(found);
            }
            return looks;
        }
    }

    [Fact]
    public void What_was_looked_for_in_vain_for_five_minutes_is_no_longer_looked_for()
    {
        Assert.Single(Plan(Started(), 1, [], [new RegionHint(Walker, false, TimeSpan.FromSeconds(300))]));
        Assert.Empty(Plan(Started(), 1, [], [new RegionHint(Walker, false, TimeSpan.FromSeconds(301))]));
    }

    [Fact]
    public void Whole_frame_mode_looks_at_the_whole_of_every_frame()
    {
        RegionPlanner planner = new(new RegionOptions { Mode = RegionMode.WholeFrame }, Inputs, new SizeGrid());
        for (int i = 0; i < 10; i++) Assert.Equal([Whole], Plan(planner, i * 0.04, [Walker], [new RegionHint(Walker, false, TimeSpan.Zero)]));
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(17, 200)]
    [InlineData(7680, 4320)]
    public void Crops_lie_inside_frames_of_any_size(int width, int height)
    {
        RegionPlanner planner = Planner();
        planner.Plan((width, height), Seconds(0), default, [], []);
        planner.Plan((width, height), Seconds(1), default, [new RegionHint(new BoundingBox(0.9f, 0.9f, 0.3f, 0.3f), false, TimeSpan.Zero)], []);
        PixelRectangle crop = Assert.Single(planner.Regions.ToArray()).Rectangle;
        Assert.True(crop.X >= 0 && crop.Y >= 0 && crop.Width > 0 && crop.Height > 0 && crop.X + crop.Width <= width && crop.Y + crop.Height <= height);
    }

    [Fact]
    public void Options_out_of_range_are_refused_all_in_one_message()
    {
        RegionOptions options = new() { RegionsMax = 0, Margin = float.NaN, WholeFrameInterval = TimeSpan.Zero, Mode = (RegionMode)7 };
        ArgumentException e = Assert.Throws<ArgumentException>(() => new RegionPlanner(options, Inputs, new SizeGrid()));
        foreach (string name in (ReadOnlySpan<string>)["RegionsMax", "Margin", "WholeFrameInterval", "Mode"])
            Assert.Contains(name, e.Message, StringComparison.Ordinal);
    }

    private static RegionPlanner Planner() => new(new RegionOptions(), Inputs, new SizeGrid());

    private static RegionPlanner Started()
    {
        RegionPlanner planner = Planner();
        Plan(planner, 0, []);
        return planner;
    }

    private static BoundingBox[] Plan(RegionPlanner planner, double seconds, BoundingBox[] motion, RegionHint[]? hints = null, bool calibrating = false)
    {
        planner.Plan((Width, Height), Seconds(seconds), new MotionState { Boxes = motion, IsCalibrating = calibrating }, hints ?? [], []);
        return Regions(planner);
    }

    private static BoundingBox[] Regions(RegionPlanner planner) => [.. planner.Regions.ToArray().Select(r => r.Rectangle)
        .Select(r => new BoundingBox((float)r.X / Width, (float)r.Y / Height, (float)r.Width / Width, (float)r.Height / Height))];

    private static bool Covers(BoundingBox region, BoundingBox box) => BoundingBox.IntersectionArea(region, box) > 0.999f * box.Area;

    private static MediaTime Seconds(double seconds) => new((long)Math.Round(seconds * 1e9));

    private static void AssertNear((float X, float Y) expected, (float X, float Y) actual)
    {
        Assert.Equal(expected.X, actual.X, Tolerance);
        Assert.Equal(expected.Y, actual.Y, Tolerance);
    }
}
