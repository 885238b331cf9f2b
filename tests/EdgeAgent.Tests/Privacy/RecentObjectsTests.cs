using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Agent.Tests.Privacy;

/// <summary>Somebody who stands still in a part that is not looked at in every frame stays masked.</summary>
public sealed class RecentObjectsTests
{
    private const int Person = 0, Car = 2;

    private static readonly BoundingBox Left = new(0.1f, 0.1f, 0.1f, 0.3f), Right = new(0.7f, 0.1f, 0.1f, 0.3f);
    private static readonly BoundingBox LeftHalf = new(0, 0, 0.5f, 1), RightHalf = new(0.5f, 0, 0.5f, 1);

    private readonly RecentObjects _objects = new([true, false, false]);

    [Fact]
    public void A_person_is_remembered_where_nobody_looks_and_forgotten_where_somebody_looked_and_saw_none()
    {
        Assert.Equal(1, Seen(0, [new(0, 0, 1, 1)], new Detection(Left, 0.2f, Person)));
        Assert.Equal(1, Seen(1, [RightHalf]));
        Assert.Equal(2, Seen(2, [RightHalf], new Detection(Right, 0.5f, Person)));
        Assert.Equal(1, Seen(3, [LeftHalf]));
        Assert.Equal(0, Seen(4, [new(0, 0, 1, 1)]));
    }

    [Fact]
    public void What_is_no_person_is_not_remembered()
    {
        Assert.Equal(1, Seen(0, [new(0, 0, 1, 1)], new Detection(Left, 0.9f, Car)));
        Assert.Equal(0, Seen(1, [RightHalf]));
    }

    [Fact]
    public void A_person_is_remembered_longer_than_the_whole_frame_waits_and_not_for_ever()
    {
        Seen(0, [new(0, 0, 1, 1)], new Detection(Left, 0.2f, Person));
        Assert.Equal(1, Seen(new RegionOptions().WholeFrameInterval.TotalSeconds * 2, []));
        Assert.Equal(0, Seen(60, []));
    }

    [Fact]
    public void When_there_are_too_many_those_of_now_are_kept()
    {
        Detection[] many = new Detection[700];
        Array.Fill(many, new Detection(Left, 0.2f, Person));
        Assert.Equal(700, _objects.Update(MediaTime.Zero, new ScannedArea([]), many).Length);
        Array.Fill(many, new Detection(Right, 0.3f, Person));
        ReadOnlySpan<Detection> all = _objects.Update(MediaTime.Zero, new ScannedArea([]), many);
        Assert.Equal(1024, all.Length);
        Assert.All(all[^700..].ToArray(), d => Assert.Equal(Right, d.Box));
    }

    private int Seen(double seconds, BoundingBox[] scanned, params Detection[] found) =>
        _objects.Update(new MediaTime((long)(seconds * 1e9)), new ScannedArea(scanned), found).Length;
}
