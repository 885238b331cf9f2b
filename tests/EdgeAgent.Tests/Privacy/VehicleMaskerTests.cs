using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Tests.KeyFrames;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Privacy;

public sealed class VehicleMaskerTests : IDisposable
{
    private static readonly CropPlan Whole = new(new PixelRectangle(0, 0, SightScene.Width, SightScene.Height), SightScene.Width, SightScene.Height);
    private static readonly BoundingBox Car = new(0.2f, 0.2f, 0.5f, 0.5f);

    private readonly SightScene _scene = new();
    private readonly PicturePool _pool = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void The_lower_part_of_every_vehicle_also_of_a_weak_one_is_too_coarse_for_the_letters_of_a_plate()
    {
        _scene.Show(new Detection(Car, HeadRegion.PersonScoreMin, SightScene.Car));
        using PictureBuffer picture = Masked(new MaskingPolicy(), KeyFrameRole.Subject);
        // A plate on it is a quarter of its width with seven characters: a character in every 1/28, a cell is 1/14.
        int cell = (int)(Car.Width * SightScene.Width / 14);
        Assert.True(CellsAreFlat(picture, cell), "a cell is not flat");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Where_plates_are_told_and_in_the_picture_of_a_plate_vehicles_stay_as_they_are(bool keeps, int role)
    {
        _scene.Show(new Detection(Car, 0.9f, SightScene.Car));
        using PictureBuffer picture = Masked(new MaskingPolicy { KeepsPlates = keeps }, (KeyFrameRole)role);
        Assert.True(TestPictures.PeakSignalToNoise(picture.View, _scene.View) >= 99);
    }

    private PictureBuffer Masked(MaskingPolicy policy, KeyFrameRole role)
    {
        PictureBuffer picture = TestPictures.Noisy(_pool, SightScene.Width, SightScene.Height, seed: 1);
        SightScene.Masker(policy).Apply(picture, role, Whole, (SightScene.Width, SightScene.Height), _scene.Sight);
        return picture;
    }

    // Every pixel of the lower two thirds has a neighbour of its own value beside it at all but the cells' edges.
    private static bool CellsAreFlat(PictureBuffer picture, int cell)
    {
        int left = (int)(Car.X * picture.Width) + 2, right = (int)(Car.Right * picture.Width) - 2;
        int top = (int)((Car.Y + (0.25f * Car.Height)) * picture.Height), bottom = (int)(Car.Bottom * picture.Height) - 2;
        for (int y = top; y < bottom; y++)
        {
            int edges = 0;
            for (int x = left + 1; x < right; x++)
                if (picture.Y[(y * picture.YStride) + x] != picture.Y[(y * picture.YStride) + x - 1]) edges++;
            if (edges > ((right - left) / cell) + 1) return false;
        }
        return true;
    }
}
