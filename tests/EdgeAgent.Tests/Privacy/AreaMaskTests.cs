using System.Numerics;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Tests.KeyFrames;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Privacy;

/// <summary>Fixed areas are black in what is analysed and in what is sent, whatever part of the frame a picture shows.</summary>
public class AreaMaskTests
{
    private const int Width = 64, Height = 48;
    private static readonly Vector2[] Triangle = [new(0.25f, 0.25f), new(0.75f, 0.25f), new(0.5f, 0.9f)];

    [Theory]
    [InlineData(PixelLayout.I420, true)]
    [InlineData(PixelLayout.I420, false)]
    [InlineData(PixelLayout.Nv12, false)]
    [InlineData(PixelLayout.Gray8, true)]
    public void Every_pixel_of_an_area_is_black_in_the_copy_and_the_decoder_s_own_planes_are_not_touched(PixelLayout layout, bool fullRange)
    {
        byte[] luma = Noise(Width * Height, 1), u = Noise(layout == PixelLayout.Nv12 ? Width * Height / 2 : Width * Height / 4, 2), v = Noise(Width * Height / 4, 3);
        byte[] before = [.. luma];
        ImageView frame = new(layout, Width, Height, fullRange, ColorMatrix.Bt601, luma, Width, u, v, layout == PixelLayout.Nv12 ? Width : Width / 2);
        ImageView painted = new FrameMask([Triangle]).Paint(frame);
        int black = fullRange ? 0 : 16, changed = 0;
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                byte sample = painted.Y[(y * painted.YStride) + x];
                if (Inside((x + 0.5f) / Width, (y + 0.5f) / Height)) Assert.Equal((black, NoColor(layout)), (sample, Color(painted, x, y)));
                else if (Distance(x, y) > 3) Assert.Equal(luma[(y * Width) + x], sample);
                if (sample != luma[(y * Width) + x]) changed++;
            }
        }
        Assert.InRange(changed, Width * Height / 8, Width * Height / 4);
        Assert.Equal(before, luma);
    }

    [Fact]
    public void A_picture_that_shows_a_part_of_the_frame_is_black_where_the_area_lies_in_it()
    {
        PicturePool pool = new();
        CropPlan crop = new(new PixelRectangle(100, 50, 200, 150), 100, 76);
        using PictureBuffer picture = TestPictures.Noisy(pool, crop.Width, crop.Height, seed: 4);
        new AreaMasker([Triangle]).Apply(picture, crop, (400, 300));
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                float frameX = (100 + ((x + 0.5f) * 2)) / 400, frameY = (50 + ((y + 0.5f) * 150 / 76)) / 300;
                if (Inside(frameX, frameY)) Assert.Equal(0, picture.Y[(y * picture.YStride) + x]);
            }
        }
        Assert.NotEqual(0, picture.Y[(60 * picture.YStride) + 2]);
    }

    [Theory]
    [InlineData(0f, 0f, 1f, 1f)]
    [InlineData(-0.1f, -0.1f, 1.2f, 1.2f)]
    public void An_area_that_reaches_over_the_frame_s_edges_covers_it_whole(float left, float top, float right, float bottom)
    {
        byte[] luma = Noise(33 * 17, 5);
        ImageView frame = new(PixelLayout.I420, 33, 17, true, ColorMatrix.Bt601, luma, 33, Noise(17 * 9, 6), Noise(17 * 9, 7), 17);
        ImageView painted = new FrameMask([[new(left, top), new(right, top), new(right, bottom), new(left, bottom)]]).Paint(frame);
        Assert.Equal(-1, painted.Y.IndexOfAnyExcept((byte)0));
        Assert.Equal(-1, painted.U.IndexOfAnyExcept((byte)128));
    }

    [Fact]
    public void Painting_allocates_nothing_once_a_size_was_seen()
    {
        byte[] luma = Noise(Width * Height, 1);
        FrameMask mask = new([Triangle]);
        mask.Paint(new ImageView(PixelLayout.Gray8, Width, Height, true, ColorMatrix.Bt601, luma, Width, [], [], 0));
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 100; i++) mask.Paint(new ImageView(PixelLayout.Gray8, Width, Height, true, ColorMatrix.Bt601, luma, Width, [], [], 0));
        allocations.AssertNone();
    }

    private static byte[] Noise(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static int NoColor(PixelLayout layout) => layout == PixelLayout.Gray8 ? -1 : 128;

    private static int Color(in ImageView view, int x, int y) => view.Layout switch
    {
        PixelLayout.Gray8 => -1,
        PixelLayout.Nv12 => view.U[(y / 2 * view.ChromaStride) + (x / 2 * 2) + (y & 1)],
        _ => view.V[(y / 2 * view.ChromaStride) + (x / 2)],
    };

    private static bool Inside(float x, float y)
    {
        bool inside = false;
        for (int i = 0, j = Triangle.Length - 1; i < Triangle.Length; j = i++)
        {
            Vector2 a = Triangle[i], b = Triangle[j];
            if (a.Y > y != b.Y > y && x < ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X) inside = !inside;
        }
        return inside;
    }

    // Pixels to the triangle's edges, by sampling.
    private static float Distance(int x, int y)
    {
        float least = float.MaxValue;
        for (int i = 0, j = Triangle.Length - 1; i < Triangle.Length; j = i++)
        {
            for (int step = 0; step <= 200; step++)
            {
                Vector2 at = Vector2.Lerp(Triangle[i], Triangle[j], step / 200f) * new Vector2(Width, Height);
                least = MathF.Min(least, Vector2.Distance(at, new Vector2(x + 0.5f, y + 0.5f)));
            }
        }
        return least;
    }
}
