using FsCheck;
using FsCheck.Fluent;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Inference.Tests.Regions;

/// <summary>What holds for every stream of motion and hints. FsCheck prints the seed of a failure.</summary>
public class RegionPlannerProperties
{
    private static readonly DetectorInputs Inputs = new(256, 256, 640, 384);

    // Boxes on a raster, so that equal ones and equal edges are common; some lie partly or wholly outside.
    private static readonly Gen<BoundingBox> AnyBox =
        from x in Gen.Choose(-20, 110)
        from y in Gen.Choose(-20, 110)
        from width in Gen.Choose(0, 60)
        from height in Gen.Choose(0, 60)
        select new BoundingBox(x / 100f, y / 100f, width / 200f, height / 100f);

    private static readonly Gen<RegionHint> AnyHint =
        from box in AnyBox
        from still in Gen.Elements(true, false, false)
        from unseen in Gen.Elements(0, 0, 1, 400)
        select new RegionHint(box, still, TimeSpan.FromSeconds(unseen));

    private static readonly Gen<Frame> AnyFrame =
        from motion in AnyBox.Select(b => b.ClipToFrame()).Where(b => b.Area > 0).ListOf()
        from hints in AnyHint.ListOf()
        from milliseconds in Gen.Elements(0, 40, 100, 250, 3000, 20_000)
        from calibrating in Gen.Elements(true, false, false, false)
        from size in Gen.Elements((1920, 1080), (1920, 1080), (640, 480), (97, 3001))
        select new Frame([.. motion], [.. hints], milliseconds, calibrating, size);

    private static readonly Arbitrary<Frame[]> AnyStream = AnyFrame.NonEmptyListOf().Select(f => f.ToArray()).ToArbitrary();

    [Fact]
    public void Regions_lie_in_the_frame_are_at_most_eight_and_cover_every_moving_object_or_count_it_as_left_out() =>
        Prop.ForAll(AnyStream, stream =>
        {
            Play(stream, (frame, planner) =>
            {
                PlannedRegion[] regions = planner.Regions.ToArray();
                Assert.InRange(regions.Length, 0, 8);
                foreach (PixelRectangle r in regions.Select(p => p.Rectangle))
                    Assert.True(r.X >= 0 && r.Y >= 0 && r.Width > 0 && r.Height > 0 && r.X + r.Width <= frame.Size.Width && r.Y + r.Height <= frame.Size.Height);
                if (!planner.LooksAtMoving) return;
                BoundingBox[] scanned = [.. regions.Select(p => InFrame(p.Rectangle, frame.Size))];
                int uncovered = frame.Hints.Count(h => h is { IsStationary: false, Unseen.TotalSeconds: <= 300 } && Visible(h) && !new ScannedArea(scanned).Covers(h.Box));
                Assert.True(uncovered == planner.LeftOut, $"{uncovered} moving objects are in no region, {planner.LeftOut} are told");
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_motion_and_hints_does_not_matter() =>
        Prop.ForAll(AnyStream, stream =>
        {
            Frame[] shuffled = [.. stream.Select((f, i) => f with { Motion = Shuffle(f.Motion, i), Hints = Shuffle(f.Hints, i) })];
            Assert.Equal(Describe(stream), Describe(shuffled));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Planning_allocates_nothing_after_warm_up()
    {
        Frame[] stream = [.. AnyFrame.Sample(12, 60).Select(f => f with { Size = (1920, 1080) })];
        RegionPlanner planner = new(new RegionOptions(), Inputs, new SizeGrid());
        long time = 0;
        Run(planner, stream, ref time);
        Run(planner, stream, ref time);
        AllocationCheck allocations = AllocationCheck.Start();
        Run(planner, stream, ref time);
        allocations.AssertNone();
    }

    private static bool Visible(RegionHint hint) => hint.Box.ClipToFrame().Area > 0;

    private static void Run(RegionPlanner planner, Frame[] stream, ref long milliseconds)
    {
        foreach (Frame frame in stream)
        {
            milliseconds += frame.Milliseconds;
            planner.Plan(frame.Size, new MediaTime(milliseconds * 1_000_000), new MotionState { Boxes = frame.Motion, IsCalibrating = frame.Calibrating }, frame.Hints, []);
            planner.Note(frame.Motion);
        }
    }

    private static void Play(Frame[] stream, Action<Frame, RegionPlanner> see)
    {
        RegionPlanner planner = new(new RegionOptions(), Inputs, new SizeGrid());
        long time = 0;
        foreach (Frame frame in stream)
        {
            Run(planner, [frame], ref time);
            see(frame, planner);
        }
    }

    private static List<string> Describe(Frame[] stream)
    {
        List<string> all = [];
        Play(stream, (_, planner) => all.Add(string.Join(' ', planner.Regions.ToArray()) + planner.LeftOut));
        return all;
    }

    private static T[] Shuffle<T>(T[] items, int seed)
    {
        T[] shuffled = [.. items];
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    private static BoundingBox InFrame(PixelRectangle r, (int Width, int Height) size) =>
        new((float)r.X / size.Width, (float)r.Y / size.Height, (float)r.Width / size.Width, (float)r.Height / size.Height);

    private sealed record Frame(BoundingBox[] Motion, RegionHint[] Hints, int Milliseconds, bool Calibrating, (int Width, int Height) Size);
}
