using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Inference.Tests.Recognition.Faces;

public class TilePlanTests
{
    [Fact]
    public void Every_square_of_a_quarter_of_a_tile_is_whole_in_one_tile()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            Random random = new(seed);
            int width = random.Next(16, 2000), height = random.Next(16, 2000);
            double tile = random.Next(16, 800), aspect = random.Next(2) == 0 ? 1 : 4.0 / 3;
            TilePlan plan = new(width, height, tile, aspect);
            PixelRectangle[] tiles = [.. Enumerable.Range(0, plan.Tiles).Select(i => plan[i])];
            Assert.All(tiles, t => Assert.True(t is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 } && t.X + t.Width <= width && t.Y + t.Height <= height, $"seed {seed}: {t}"));
            int side = Math.Max(1, (int)(Math.Min(plan.TileWidth, plan.TileHeight) * 0.25) - 1);
            for (int i = 0; i < 30; i++)
            {
                int x = random.Next(width - side + 1), y = random.Next(height - side + 1);
                Assert.True(
                    tiles.Any(t => t.X <= x && t.Y <= y && t.X + t.Width >= x + side && t.Y + t.Height >= y + side),
                    $"seed {seed}: {side} pixels at {x}, {y} of {width}x{height}, tiles {plan.TileWidth}x{plan.TileHeight}");
            }
        }
    }

    [Fact]
    public void A_tile_as_large_as_the_picture_is_alone() => Assert.Equal(1, new TilePlan(640, 360, 640, 1).Tiles);
}
