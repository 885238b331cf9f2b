using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class PictureRuleTests
{
    private static readonly RuleSettings Health = new() { Name = "Health", Kind = RuleKind.Scene, Debounce = TimeSpan.FromSeconds(3) };
    private static readonly RuleSettings Statue = new() { Name = "Statue", Kind = RuleKind.Removed, Polygon = RuleScene.Box(0.4f, 0.4f, 0.6f, 0.8f), After = TimeSpan.FromSeconds(2) };

    private static bool Wrong(double t) => t is >= 20 and < 40;

    [Fact]
    public void A_good_picture_with_noise_and_a_slow_change_of_light_tells_nothing() =>
        Assert.Empty(new PictureScene(Health, (x, y, t) => PictureScene.Street(x, y) + t).Run(60, 5).Log);

    [Theory]
    [InlineData("dark")]
    [InlineData("bright")]
    [InlineData("covered")]
    [InlineData("blurred")]
    [InlineData("moved")]
    public void What_is_wrong_with_a_picture_is_told_with_its_name_and_ends(string fault)
    {
        double Luma(int x, int y, double t) => !Wrong(t) ? PictureScene.Street(x, y) : fault switch
        {
            "dark" => 8,
            "bright" => 252,
            "covered" => 120,
            "blurred" => Blurred(x, y),
            _ => PictureScene.Street(x + 10, y + 7),
        };
        PictureScene scene = new PictureScene(Health, Luma).Run(50, 5);
        Assert.Equal([$"20 Started {fault}", $"40 Ended {fault}"], scene.Log);
        Assert.Single(scene.Events.Select(e => e.Told.Subject).Distinct());
    }

    [Fact]
    public void A_picture_that_does_not_change_at_all_is_frozen_since_the_first_that_repeats()
    {
        PictureScene scene = new PictureScene(Health, (x, y, t) => PictureScene.Street(x, y) + (Wrong(t) ? 0 : t * 10 % 40)) { Noise = 0 }.Run(50, 5);
        Assert.Equal(["Started", "Ended"], scene.Events.Select(e => e.Told.Phase.ToString()));
        Assert.InRange(scene.Events[0].Second, 19.9, 20.1);
        Assert.InRange(scene.Events[1].Second, 39.9, 40.3);
    }

    [Fact]
    public void A_signal_that_was_lost_is_told_from_the_last_picture_to_the_next()
    {
        PictureScene scene = new PictureScene(Health, (x, y, _) => PictureScene.Street(x, y)) { Silent = (20, 40) }.Run(50, 5);
        Assert.Equal(["19.8 Started signal-lost", "40.2 Ended signal-lost"], scene.Log);
    }

    [Fact]
    public void A_camera_whose_clock_runs_away_is_told()
    {
        PictureScene scene = new PictureScene(Health, (x, y, _) => PictureScene.Street(x, y)) { CameraClock = t => t >= 20 ? 30 : 0.5 }.Run(40, 5);
        Assert.Equal(["20 Started clock-drift"], scene.Log);
    }

    [Fact]
    public void Only_what_is_watched_is_told() =>
        Assert.Empty(new PictureScene(Health with { Faults = [SceneFault.Frozen] }, (x, y, t) => Wrong(t) ? 8 : PictureScene.Street(x, y)).Run(50, 5).Log);

    [Fact]
    public void A_thing_that_is_taken_is_told_and_ends_when_it_is_back()
    {
        PictureScene scene = new PictureScene(Statue, (x, y, t) => IsThere(t) && InStatue(x, y) ? 220 - (y % 9 * 20) : PictureScene.Street(x, y)).Run(60);
        Assert.Equal(["Started", "Ended"], scene.Events.Select(e => e.Told.Phase.ToString()));
        Assert.InRange(scene.Events[0].Second, 22, 22.7);
        Assert.InRange(scene.Events[1].Second, 39.99, 40.7);
        Assert.Equal("Reclaimed", scene.Events[1].Told.Reason.ToString());

        static bool IsThere(double t) => t is < 20 or >= 40;
    }

    [Fact]
    public void Who_stands_before_a_thing_and_moves_and_a_change_of_light_take_nothing()
    {
        double Luma(int x, int y, double t)
        {
            bool walker = t is >= 20 and < 30 && Math.Abs(x - 130 - (20 * Math.Sin(t * 3))) < 25;
            double scene = InStatue(x, y) ? 220 - (y % 9 * 20) : PictureScene.Street(x, y);
            return walker ? 30 + (t * 97 % 40) : t > 40 ? scene * 0.7 : scene;
        }
        Assert.Empty(new PictureScene(Statue, Luma).Run(60).Log);
    }

    private static bool InStatue(int x, int y) => x is > 135 and < 185 && y is > 80 and < 135;

    // A box of 13 by 13 pixels of the street.
    private static double Blurred(int x, int y)
    {
        double sum = 0;
        for (int dy = -6; dy <= 6; dy += 3)
            for (int dx = -6; dx <= 6; dx += 2) sum += PictureScene.Street(x + dx + 40, y + dy + 30);
        return sum / (5 * 7);
    }
}
