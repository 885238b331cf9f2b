using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Tests.KeyFrames;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Tests.Privacy;

public sealed class HeadMaskerTests : IDisposable
{
    private static readonly CropPlan Whole = new(
        new PixelRectangle(0, 0, SightScene.Width, SightScene.Height), SightScene.Width, SightScene.Height);

    private readonly SightScene _scene = new();
    private readonly PicturePool _pool = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void The_heads_of_all_detected_persons_are_masked_also_of_weak_ones()
    {
        _scene.Show(SightScene.Seen(0.1f, 0.3f, 0.9f), SightScene.Seen(0.5f, 0.3f, HeadRegion.PersonScoreMin));
        using PictureBuffer picture = Masked();
        AssertMasked(picture, _scene.Detections[0].Box, expected: true);
        AssertMasked(picture, _scene.Detections[1].Box, expected: true);
    }

    [Fact]
    public void Bodies_and_cars_are_not_masked()
    {
        _scene.Show(SightScene.Seen(0.1f, 0.3f, 0.9f), SightScene.Seen(0.6f, 0.3f, 0.9f, SightScene.Car));
        using PictureBuffer picture = Masked();
        AssertMasked(picture, _scene.Detections[1].Box, expected: false);
        BoundingBox body = _scene.Detections[0].Box with { Y = 0.5f };
        AssertMasked(picture, body, expected: false);
    }

    [Fact]
    public void Somebody_who_is_followed_but_not_detected_in_this_frame_is_masked_where_expected()
    {
        for (int i = 0; i < 5; i++) _scene.Show(SightScene.Seen(0.4f, 0.3f, 0.9f));
        _scene.Show();
        Track track = Assert.Single(_scene.Tracker.Active);
        Assert.Equal((TrackState.Lost, -1), (track.State, track.DetectionIndex));
        using PictureBuffer picture = Masked();
        AssertMasked(picture, track.Box, expected: true);
    }

    [Fact]
    public void Nobody_in_sight_leaves_the_picture_as_it_is()
    {
        _scene.Show();
        using PictureBuffer picture = Masked();
        Assert.True(TestPictures.PeakSignalToNoise(picture.View, _scene.View) >= 99);
    }

    private PictureBuffer Masked()
    {
        PictureBuffer picture = TestPictures.Noisy(_pool, SightScene.Width, SightScene.Height, seed: 1);
        new HeadMasker(SightScene.Person).Apply(picture, Whole, (SightScene.Width, SightScene.Height), _scene.Sight);
        return picture;
    }

    // Noise has a spread of 74; what is left between the cells of a mosaic has next to none inside one cell.
    private static void AssertMasked(PictureBuffer picture, BoundingBox person, bool expected)
    {
        int x = (int)(person.CenterX * picture.Width) - 2, y = (int)((person.Y + 0.02f) * picture.Height);
        int least = 255, most = 0;
        for (int row = y; row < y + 4; row++)
        {
            for (int column = x; column < x + 4; column++)
            {
                byte sample = picture.Y[(row * picture.YStride) + column];
                (least, most) = (Math.Min(least, sample), Math.Max(most, sample));
            }
        }
        Assert.Equal(expected, most - least < 60);
    }
}
