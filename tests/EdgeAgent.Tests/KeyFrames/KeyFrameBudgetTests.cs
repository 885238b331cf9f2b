using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.KeyFrames;

public class KeyFrameBudgetTests
{
    private const int Kilobyte = 1000;

    private readonly List<string> _said = [];

    [Fact]
    public void Without_a_limit_everything_is_sent_as_set()
    {
        KeyFrameBudget budget = new(new KeyFrameSettings());
        for (int i = 0; i < 1000; i++) Assert.True(budget.TryTake(KeyFrameRole.Scene, 1_000_000, At(i)));
        Assert.Equal((80, null), (budget.QualityOf(KeyFrameRole.Subject, At(1000)), budget.NoteOf(leftOut: false, At(1000))));
    }

    [Fact]
    public void Quality_falls_first_then_scenes_subjects_and_plates_are_left_out_and_each_change_is_told()
    {
        KeyFrameBudget budget = Budget();
        List<(int Spent, int Quality, bool Scene, bool Subject, bool Plate)> seen = [];
        foreach (int spent in (int[])[49, 51, 76, 91, 96, 101])
        {
            budget = Budget();
            Assert.True(budget.TryTake(KeyFrameRole.Plate, spent * Kilobyte, At(0)));
            int quality = budget.QualityOf(KeyFrameRole.Subject, At(1));
            seen.Add((spent, quality, budget.TryTake(KeyFrameRole.Scene, 0, At(1)), budget.TryTake(KeyFrameRole.Subject, 0, At(1)), budget.TryTake(KeyFrameRole.Plate, 0, At(1))));
        }
        Assert.Equal(
            [
                (49, 80, true, true, true), (51, 60, true, true, true), (76, 40, true, true, true),
                (91, 40, false, true, true), (96, 40, false, false, true), (101, 40, false, false, false),
            ], seen);
        Assert.Equal(5, _said.Count);
        Assert.Equal("101 % of the hour's 100 kB for key frames are spent: no pictures are sent until the hour has passed.", _said[^1]);
    }

    [Fact]
    public void What_was_spent_is_free_again_an_hour_later_and_an_event_says_what_it_lacks()
    {
        KeyFrameBudget budget = Budget();
        budget.TryTake(KeyFrameRole.Subject, 60 * Kilobyte, At(0));
        budget.TryTake(KeyFrameRole.Subject, 45 * Kilobyte, At(30 * 60));
        Assert.False(budget.TryTake(KeyFrameRole.Plate, 1, At(59 * 60)));
        Assert.Equal("left-out", budget.NoteOf(leftOut: true, At(59 * 60)));
        // The first minute has left the hour, the thirtieth has not.
        Assert.True(budget.TryTake(KeyFrameRole.Plate, 1, At(60 * 60)));
        Assert.Null(budget.NoteOf(leftOut: false, At(60 * 60)));
        Assert.Null(budget.NoteOf(leftOut: false, At(60 * 60 * 3)));
    }

    [Fact]
    public void An_alarm_keeps_its_picture_and_its_bytes_count()
    {
        KeyFrameBudget budget = Budget();
        budget.TryTake(KeyFrameRole.Subject, 94 * Kilobyte, At(0));
        Assert.True(budget.TryTake(KeyFrameRole.Scene, 10 * Kilobyte, At(1), always: true));
        Assert.False(budget.TryTake(KeyFrameRole.Plate, 1, At(2)));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(7, 11)]
    public void No_hour_ever_costs_more_than_its_bytes_and_one_picture(int seed, int pictures)
    {
        Random random = new(seed);
        KeyFrameBudget budget = Budget();
        List<(double Time, int Bytes)> sent = [];
        for (double time = 0; time < 4 * 3600; time += random.Next(1, 60))
        {
            int bytes = random.Next(1, pictures * Kilobyte);
            if (budget.TryTake((KeyFrameRole)random.Next(3), bytes, At(time))) sent.Add((time, bytes));
        }
        foreach ((double end, _) in sent)
        {
            // By whole minutes: the oldest may be a minute too long ago.
            long spent = sent.Where(s => s.Time > end - 3540 && s.Time <= end).Sum(s => (long)s.Bytes);
            Assert.True(spent <= (100 + pictures) * Kilobyte, $"{spent} bytes in the hour before {end} s");
        }
        Assert.True(sent.Sum(s => (long)s.Bytes) > 250 * Kilobyte, "the budget is used");
    }

    private KeyFrameBudget Budget() => new(new KeyFrameSettings { BytesPerHour = 100 * Kilobyte }, _said.Add);

    private static MediaTime At(double seconds) => new((long)(seconds * 1e9));
}
