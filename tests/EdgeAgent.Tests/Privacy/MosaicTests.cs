using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Privacy;

public sealed class MosaicTests
{
    private readonly PicturePool _pool = new();

    [Theory]
    [InlineData(20, 10, 48, 36)]
    [InlineData(0, 0, 96, 64)]
    [InlineData(21, 11, 33, 17)]
    [InlineData(80, 50, 200, 200)]
    [InlineData(-30, -20, 70, 50)]
    public void Every_cell_is_flat_in_all_planes_and_nothing_else_is_touched(int x, int y, int width, int height)
    {
        using PictureBuffer picture = Noisy(), before = Noisy();
        PixelRectangle area = new(x, y, width, height);
        Mosaic.Apply(picture, area);
        Assert.True(area.TryWithin(picture.Width, picture.Height, out PixelRectangle inside));
        int cell = Math.Max(Mosaic.CellPixelsMin, ((Math.Max(width, height) / Mosaic.CellsAcross) + 1) & ~1);
        AssertPlane(picture.Y, before.Y, picture.YStride, inside, cell);
        PixelRectangle half = new(inside.X / 2, inside.Y / 2, (inside.Width + 1) / 2, (inside.Height + 1) / 2);
        AssertPlane(picture.U, before.U, picture.ChromaStride, half, cell / 2);
        AssertPlane(picture.V, before.V, picture.ChromaStride, half, cell / 2);
    }

    [Fact]
    public void A_head_keeps_few_cells_at_any_size()
    {
        foreach (int side in new[] { 8, 24, 60, 96 })
        {
            using PictureBuffer picture = Noisy();
            Mosaic.Apply(picture, new PixelRectangle(0, 0, side, Math.Min(side, picture.Height)));
            HashSet<byte> values = [];
            for (int x = 0; x < side; x++) values.Add(picture.Y[x]);
            Assert.InRange(values.Count, 1, Mosaic.CellsAcross);
        }
    }

    [Theory]
    [InlineData(96, 0, 10, 10)]
    [InlineData(0, 64, 10, 10)]
    [InlineData(-10, -10, 10, 10)]
    [InlineData(10, 10, 0, 10)]
    [InlineData(10, 10, 10, -5)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue)]
    public void What_lies_outside_the_picture_is_ignored(int x, int y, int width, int height)
    {
        using PictureBuffer picture = Noisy(), before = Noisy();
        Mosaic.Apply(picture, new PixelRectangle(x, y, width, height));
        Assert.True(picture.All.SequenceEqual(before.All));
    }

    private PictureBuffer Noisy()
    {
        PictureBuffer picture = _pool.Rent(96, 64);
        new Random(7).NextBytes(picture.All);
        return picture;
    }

    private static void AssertPlane(Span<byte> plane, Span<byte> before, int stride, PixelRectangle inside, int cell)
    {
        for (int i = 0; i < plane.Length; i++)
        {
            int x = i % stride, y = i / stride;
            bool masked = x >= inside.X && x < inside.X + inside.Width && y >= inside.Y && y < inside.Y + inside.Height;
            int left = inside.X + ((x - inside.X) / cell * cell), top = inside.Y + ((y - inside.Y) / cell * cell);
            Assert.Equal(masked ? plane[(top * stride) + left] : before[i], plane[i]);
        }
    }
}
