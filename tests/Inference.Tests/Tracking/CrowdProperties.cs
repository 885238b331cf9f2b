using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

/// <summary>What holds for crowds that walk like people; each failure tells its seed.</summary>
public class CrowdProperties
{
    private const int Seeds = 20;

    [Fact]
    public void A_mirrored_scene_gives_mirrored_tracks()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            Crowd crowd = new(seed);
            Tracker tracker = new(new TrackerOptions()), mirrored = new(new TrackerOptions());
            for (int frame = 0; frame < 150; frame++)
            {
                DetectedObject[] seen = crowd.At(frame * 0.1, frame);
                tracker.Update(Time(frame), seen);
                mirrored.Update(Time(frame), [.. seen.Select(d => d with { Box = Mirror(d.Box) })]);
                Assert.Equal(tracker.Active.Select(t => (t.Number, t.State, t.Hits)), mirrored.Active.Select(t => (t.Number, t.State, t.Hits)));
                foreach ((Track one, Track other) in tracker.Active.Zip(mirrored.Active)) AssertNear(one.Box, Mirror(other.Box), $"seed {seed} frame {frame}");
            }
        }
    }

    [Fact]
    public void A_dropped_frame_changes_no_number()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            Crowd crowd = new(seed) { MissedPart = 0 };
            Dictionary<int, int> expected = Numbers(crowd, _ => false);
            int dropped = new Random(seed).Next(5, 55);
            Assert.True(expected.Count > 0);
            Assert.Equal(expected.OrderBy(e => e.Key), Numbers(crowd, f => f == dropped).OrderBy(e => e.Key));
        }
    }

    // Between two updates a box moves by what its velocity tells, and by a correction to a detection that overlaps it, grown by at most 40 %.
    [Fact]
    public void No_track_teleports()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            Crowd crowd = new(seed) { Persons = 25, MissedPart = 0.3, Height = 0.15 };
            Random random = new(seed);
            Tracker tracker = new(new TrackerOptions());
            Dictionary<int, (BoundingBox Box, double Speed)> before = [];
            double now = 0;
            for (int frame = 0; frame < 200; frame++)
            {
                double step = random.Next(5) == 0 ? 1.0 : 0.1;
                now += step;
                BoundingBox[] regions = [new(0, 0, random.NextSingle(), 1), new(random.NextSingle(), 0, 1, 1)];
                tracker.Update(new MediaTime((long)(now * 1e9)), crowd.At(now, frame), new ScannedArea(regions));
                foreach (Track track in tracker.Active)
                {
                    if (before.TryGetValue(track.Number, out (BoundingBox Box, double Speed) last))
                    {
                        double moved = Math.Max(Math.Abs(track.Box.CenterX - last.Box.CenterX), Math.Abs(track.Box.CenterY - last.Box.CenterY));
                        double size = Math.Max(last.Box.Height, track.Box.Height);
                        Assert.True(moved <= (last.Speed * step) + (1.8 * size), $"seed {seed} frame {frame}: #{track.Number} moved by {moved}");
                        Assert.True(track.Box.Height < 2 * last.Box.Height + 0.02, $"seed {seed} frame {frame}: #{track.Number} grew to {track.Box}");
                    }
                }
                before = tracker.Active.ToDictionary(t => t.Number, t => (t.Box, Math.Max(Math.Abs((double)t.VelocityX), Math.Abs((double)t.VelocityY))));
                // Nobody runs at ten times his height a second.
                Assert.All(before.Values, b => Assert.InRange(b.Speed, 0, 10 * b.Box.Height));
            }
        }
    }

    [Fact]
    public void Frame_rates_from_2_to_25_give_the_same_tracks_of_the_same_persons()
    {
        double[] rates = [2, 5, 10];
        int persons = 0;
        int[] same = new int[rates.Length], switches = new int[rates.Length];
        for (int seed = 0; seed < Seeds; seed++)
        {
            Crowd crowd = new(seed) { MissedPart = 0.05 };
            Dictionary<int, int> expected = Owners(crowd, 25, out _);
            persons += expected.Count;
            for (int i = 0; i < rates.Length; i++)
            {
                Dictionary<int, int> actual = Owners(crowd, rates[i], out int changed);
                switches[i] += changed;
                same[i] += expected.Keys.Count(actual.ContainsKey);
            }
        }
        Assert.True(persons > 100);
        for (int i = 0; i < rates.Length; i++)
        {
            Assert.True(same[i] >= 0.98 * persons, $"{rates[i]} frames a second: {same[i]} of {persons} persons");
            Assert.True(switches[i] <= 0.05 * persons, $"{rates[i]} frames a second: {switches[i]} switches of {persons} persons");
        }
    }

    [Fact]
    public void Nothing_is_allocated_in_a_crowd_that_is_partly_looked_at()
    {
        Crowd crowd = new(1) { Persons = 40 };
        DetectedObject[][] frames = [.. Enumerable.Range(0, 300).Select(f => crowd.At(f * 0.1, f))];
        BoundingBox[] regions = [new(0, 0, 0.6f, 1)];
        RegionHint[] hints = new RegionHint[64];
        Tracker tracker = new(new TrackerOptions());
        Run(0, 600);
        AllocationCheck allocations = AllocationCheck.Start();
        Run(600, 900);
        allocations.AssertNone();

        void Run(int from, int to)
        {
            for (int frame = from; frame < to; frame++)
            {
                tracker.Update(Time(frame), frames[frame % frames.Length], new ScannedArea(regions));
                tracker.WriteHints(TimeSpan.FromSeconds(0.1), hints);
            }
        }
    }

    // The number of each person's track at the end of the scene.
    private static Dictionary<int, int> Numbers(Crowd crowd, Func<int, bool> isDropped)
    {
        Tracker tracker = new(new TrackerOptions());
        for (int frame = 0; frame < 60; frame++)
            if (!isDropped(frame)) tracker.Update(Time(frame), crowd.At(frame * 0.1, frame));
        return crowd.Match(5.9, tracker.Active);
    }

    // Who had a track, by person, and how often a person's number changed.
    private static Dictionary<int, int> Owners(Crowd crowd, double framesPerSecond, out int switches)
    {
        Tracker tracker = new(new TrackerOptions());
        Dictionary<int, int> owners = [];
        switches = 0;
        for (int frame = 0; frame < 15 * framesPerSecond; frame++)
        {
            double now = frame / framesPerSecond;
            tracker.Update(new MediaTime((long)Math.Round(now * 1e9)), crowd.At(now, (int)Math.Round(now * 50)));
            foreach ((int person, int number) in crowd.Match(now, tracker.Active))
            {
                if (owners.TryGetValue(person, out int last) && last != number) switches++;
                owners[person] = number;
            }
        }
        return owners;
    }

    private static void AssertNear(BoundingBox expected, BoundingBox actual, string where)
    {
        float difference = MathF.Abs(expected.X - actual.X) + MathF.Abs(expected.Y - actual.Y)
            + MathF.Abs(expected.Width - actual.Width) + MathF.Abs(expected.Height - actual.Height);
        Assert.True(difference < 1e-4, $"{where}: {expected} and {actual}");
    }

    private static BoundingBox Mirror(BoundingBox box) => box with { X = 1 - box.Right };

    private static MediaTime Time(int frame) => new(frame * 100_000_000L);
}
