using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class StationaryTests
{
    private const int Background = 1, Parked = 2, Passing = 3;

    private static readonly BoundingBox Place = new(0.4f, 0.5f, 0.2f, 0.2f);
    private static readonly DateTimeOffset Morning = new(2026, 11, 25, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_stays_for_ten_seconds_is_stationary_and_what_leaves_is_not_any_more()
    {
        Street street = new();
        street.Run(9.5, ParkedCar);
        Assert.False(street.Track.IsStationary);
        street.Run(1, ParkedCar);
        Assert.True(street.Track.IsStationary);
        Assert.Equal(0, street.Track.StationarySince!.Value.Seconds, 3);
        double left = street.Now;
        street.Run(2, t => Picture(Place with { X = Place.X + (float)(0.1 * (t - left)) }));
        Assert.Equal((1, false, null), (street.Track.Number, street.Track.IsStationary, street.Track.StationarySince));
    }

    [Fact]
    public void What_moves_within_its_box_is_not_stationary()
    {
        Street street = new();
        street.Run(30, t => Picture(Place, (int)(t * 10)));
        Assert.False(street.Track.IsStationary);
    }

    [Fact]
    public void Without_pictures_the_box_alone_tells()
    {
        Tracker tracker = new(new TrackerOptions());
        for (int frame = 0; frame < 110; frame++) tracker.Update(new MediaTime(frame * 100_000_000L), [Car(Place)]);
        Assert.True(tracker.Active[0].IsStationary);
    }

    [Fact]
    public void A_parked_car_that_the_detector_does_not_find_is_held_by_its_picture()
    {
        Street street = new();
        street.Run(12, ParkedCar).Run(200, t => ParkedCar(t) with { Detections = [] });
        Assert.Equal((1, TrackState.Confirmed, true), (street.Track.Number, street.Track.State, street.Track.IsStationary));
        Assert.True(BoundingBox.IntersectionOverUnion(Place, street.Track.Box) > 0.9, $"{street.Track.Box}");
        street.Run(10, ParkedCar);
        Assert.Equal(1, street.Track.Number);
        Assert.False(street.Track.Continues);
    }

    [Fact]
    public void A_parked_car_whose_picture_is_gone_too_is_lost_and_has_the_same_identity_when_it_is_found_again()
    {
        Street street = new();
        street.Run(12, ParkedCar);
        Guid identity = street.Track.Identity;
        // A lorry stops before it.
        Sight lorry = Picture(Place, Passing, seen: false);
        street.Run(9, _ => lorry);
        Assert.Single(street.Tracker.Active);
        street.Run(2, _ => lorry);
        Assert.Empty(street.Tracker.Active);
        street.Run(1, ParkedCar);
        Assert.Equal((2, identity, true, true), (street.Track.Number, street.Track.Identity, street.Track.Continues, street.Track.IsStationary));
    }

    [Fact]
    public void Nothing_is_held_for_longer_than_five_minutes_without_being_found()
    {
        Street street = new();
        street.Run(12, ParkedCar);
        Guid identity = street.Track.Identity;
        street.Run(299, t => ParkedCar(t) with { Detections = [] });
        Assert.Single(street.Tracker.Active);
        street.Run(2, t => ParkedCar(t) with { Detections = [] });
        Assert.Empty(street.Tracker.Active);
        street.Run(1, ParkedCar);
        Assert.Equal(identity, street.Track.Identity);
    }

    [Fact]
    public void A_box_that_jumps_while_the_picture_stays_does_not_move_the_object()
    {
        Street street = new();
        street.Run(12, ParkedCar).Run(5, t => ParkedCar(t) with { Detections = [Car(Place with { Width = 0.12f })] });
        Assert.True(street.Track.IsStationary);
    }

    [Fact]
    public void A_parked_car_is_not_news_after_a_restart_in_the_middle()
    {
        Street before = new();
        before.Run(20, ParkedCar);
        using MemoryStream file = new();
        StationaryMemory.Save(file, "gate/centernet", before.Tracker.Stationary(Morning));
        file.Position = 0;

        IReadOnlyList<StationaryObject> remembered = StationaryMemory.Load(file, "gate/centernet", out string? refusal);
        Assert.Null(refusal);
        Street after = new(firstIdentity: 100);
        after.Tracker.Restore(remembered, MediaTime.Zero, Morning.AddMinutes(3));
        // In the light of three minutes later, and a second car beside it.
        BoundingBox beside = new(0.7f, 0.5f, 0.2f, 0.2f);
        after.Run(1, _ => new Sight(new LuminousScene(320, 240).Background(Background).Put(Place, Parked, 0.8, 10).Put(beside, 7), [Car(Place), Car(beside)]));
        Track old = after.Tracker.Active[0], other = after.Tracker.Active[1];
        Assert.Equal((before.Track.Identity, true, TrackState.Confirmed), (old.Identity, old.Continues, old.State));
        Assert.Equal(-(20 + 180) + 0.1, old.StationarySince!.Value.Seconds, 1);
        Assert.Equal((new Guid(101, 0, 0, new byte[8]), false), (other.Identity, other.Continues));
    }

    [Theory]
    [InlineData(Passing, Scene.Car, 0)]
    [InlineData(Parked, Scene.Person, 0)]
    [InlineData(Parked, Scene.Car, 25)]
    public void Another_picture_kind_or_day_is_another_object(int texture, int classId, int hours)
    {
        Street before = new();
        before.Run(20, ParkedCar);
        Street after = new(firstIdentity: 100);
        after.Tracker.Restore(before.Tracker.Stationary(Morning), MediaTime.Zero, Morning);
        if (hours > 0) after.Skip(TimeSpan.FromHours(hours));
        after.Run(1, _ => new Sight(new LuminousScene(320, 240).Background(Background).Put(Place, texture), [new DetectedObject(Place, 0.8f, classId)]));
        Assert.Equal((new Guid(101, 0, 0, new byte[8]), false), (after.Track.Identity, after.Track.Continues));
    }

    [Fact]
    public void One_remembered_object_is_given_to_one_track_only_and_restoring_twice_changes_nothing()
    {
        Street street = new();
        street.Run(20, ParkedCar);
        IReadOnlyList<StationaryObject> remembered = street.Tracker.Stationary(Morning);
        street.Tracker.Restore(remembered, new MediaTime(20_000_000_000), Morning);
        street.Tracker.Restore(remembered, new MediaTime(20_000_000_000), Morning);
        Assert.Single(street.Tracker.Stationary(Morning));
        street.Tracker.Flush(new MediaTime(20_000_000_000));
        Assert.Equal(remembered[0].Identity, Assert.Single(street.Tracker.Stationary(Morning)).Identity);
    }

    [Fact]
    public void Nothing_is_allocated_while_stationary_objects_are_watched()
    {
        Street street = new();
        street.Run(45, ParkedCar);
        Sight seen = ParkedCar(0), missed = seen with { Detections = [] };
        street.Step(seen);
        street.Step(missed);
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 600; i++) street.Step(i % 3 == 0 ? seen : missed);
        allocations.AssertNone();
        Assert.Equal(1, street.Track.Number);
    }

    private static readonly Sight Still = Picture(Place);

    private static Sight ParkedCar(double time) => Still;

    private static Sight Picture(BoundingBox box, int texture = Parked, bool seen = true) =>
        new(new LuminousScene(320, 240).Background(Background).Put(box, texture), seen ? [Car(box)] : []);

    private static DetectedObject Car(BoundingBox box) => new(box, 0.8f, Scene.Car);

    private sealed record Sight(LuminousScene Picture, DetectedObject[] Detections);

    // A camera at 10 frames a second; identities count from the first one.
    private sealed class Street
    {
        private int _identity;
        private long _time;

        internal Street(int firstIdentity = 0)
        {
            _identity = firstIdentity;
            Tracker = new Tracker(new TrackerOptions(), _ => new Guid(++_identity, 0, 0, new byte[8]));
        }

        internal Tracker Tracker { get; }

        internal Track Track => Tracker.Active[0];

        internal double Now => _time / 1e9;

        internal Street Run(double seconds, Func<double, Sight> at)
        {
            long end = _time + (long)(seconds * 1e9);
            while (_time < end) Step(at(Now));
            return this;
        }

        internal void Step(Sight sight)
        {
            Tracker.Update(new MediaTime(_time), sight.Detections, ScannedArea.WholeFrame, sight.Picture.View);
            _time += 100_000_000;
        }

        internal void Skip(TimeSpan duration) => _time += duration.Ticks * 100;
    }
}
