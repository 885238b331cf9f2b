using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.KeyFrames;

public sealed class BestShotTests : IDisposable
{
    private readonly SightScene _scene = new();
    private readonly KeyFrameEncoder _encoder = SightScene.Encoder();
    private readonly BestShotRecorder _shots;

    public BestShotTests() => _shots = new BestShotRecorder(_encoder);

    public void Dispose()
    {
        _encoder.Dispose();
        _scene.Dispose();
    }

    [Fact]
    public void A_track_has_no_shot_before_it_is_believed()
    {
        Show(0.9f);
        Show(0.9f);
        Assert.Null(_shots.Take(1));
        Show(0.9f);
        Assert.NotNull(_shots.Take(1));
    }

    [Theory]
    [InlineData(0.54f, 2)]
    [InlineData(0.56f, 12)]
    public void A_shot_is_replaced_only_by_one_that_is_a_tenth_better(float score, long frame)
    {
        for (int i = 0; i < 12; i++) Show(0.5f);
        Show(score);
        Assert.Equal(frame, _shots.Take(1)!.Frame.Number);
    }

    [Fact]
    public void A_shot_is_not_replaced_twice_in_a_moment()
    {
        Show(0.45f);
        Show(0.45f);
        Show(0.45f);
        Show(0.6f);
        Assert.Equal(2, _shots.Take(1)!.Frame.Number);
    }

    [Fact]
    public void A_whole_object_beats_one_that_the_edge_cuts()
    {
        Detection cut = new(new BoundingBox(0, 0.3f, 0.2f, 0.5f), 0.9f, SightScene.Person);
        Detection whole = new(new BoundingBox(0.01f, 0.3f, 0.2f, 0.5f), 0.6f, SightScene.Person);
        Assert.True(ShotQuality.Bound(whole) > ShotQuality.Bound(cut) * ShotQuality.Hysteresis);
        BoundingBox[] atEdges = [new(0.9f, 0.3f, 0.1f, 0.1f), new(0.3f, 0, 0.1f, 0.1f), new(0.3f, 0.9f, 0.1f, 0.1f)];
        Assert.All(atEdges, box => Assert.True(ShotQuality.IsCut(box)));
    }

    [Fact]
    public void A_shot_is_the_masked_crop_of_its_frame_and_is_given_up_once()
    {
        for (int i = 0; i < 3; i++) Show(0.8f);
        BestShot shot = _shots.Take(1)!;
        CropPlan plan = CropPlan.Around(shot.Subject.Box, SightScene.Width, SightScene.Height, 640);
        Assert.Equal((plan.Width, plan.Height), (shot.Width, shot.Height));
        Assert.Equal([0xff, 0xd8], shot.Jpeg[..2].ToArray());
        Assert.Equal([0xff, 0xd9], shot.Jpeg[^2..].ToArray());
        Assert.Null(_shots.Take(1));
        _shots.Return(shot);
        Assert.True(shot.Jpeg.IsEmpty, "a shot that comes back holds no picture any more");
    }

    [Fact]
    public void The_shot_of_a_duplicate_is_forgotten()
    {
        for (int i = 0; i < 3; i++) Show(0.8f);
        _shots.Drop(1);
        _shots.Drop(99);
        Assert.Null(_shots.Take(1));
    }

    private void Show(float score)
    {
        _scene.Show(SightScene.Seen(0.4f, 0.3f, score));
        _shots.Consider(_scene.View, _scene.Stamp, _scene.Sight);
    }
}
