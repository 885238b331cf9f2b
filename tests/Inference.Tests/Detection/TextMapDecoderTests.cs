using System.Numerics;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Detection.Decoders;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class TextMapDecoderTests
{
    private const int Width = 96;
    private const int Height = 64;
    private static readonly LetterboxTransform Pixels = new(1, 1, 0, 0);
    private static readonly DetectorLimits Limits = new(0.5f, 0.5f);

    private readonly TextMapDecoder _decoder = new(Width, Height);
    private readonly float[] _map = new float[Width * Height];
    private readonly TextDetection[] _found = new TextDetection[32];

    [Fact]
    public void An_upright_block_becomes_its_rectangle_grown_by_area_times_ratio_over_perimeter()
    {
        Fill(20, 30, 40, 10, 0.9f);
        Assert.Equal(1, Decode());
        // 40 x 10 x 1.5 / 100 = 6.
        AssertClose(new Vector2(14, 24), _found[0].Quad.TopLeft);
        AssertClose(new Vector2(66, 24), _found[0].Quad.TopRight);
        AssertClose(new Vector2(66, 46), _found[0].Quad.BottomRight);
        AssertClose(new Vector2(14, 46), _found[0].Quad.BottomLeft);
        Assert.Equal(0.9f, _found[0].Score, 1e-4f);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(-25)]
    [InlineData(40)]
    public void A_turned_block_becomes_a_rectangle_turned_as_much(double degrees)
    {
        Vector2 along = new((float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)), center = new(48, 32);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                Vector2 d = new Vector2(x + 0.5f, y + 0.5f) - center;
                if (MathF.Abs(Vector2.Dot(d, along)) < 25 && MathF.Abs((d.Y * along.X) - (d.X * along.Y)) < 6) _map[(y * Width) + x] = 0.8f;
            }
        }
        Assert.Equal(1, Decode());
        Quad quad = _found[0].Quad;
        Vector2 side = Vector2.Normalize(quad.TopRight - quad.TopLeft);
        Assert.True(Vector2.Dot(side, along) > 0.998f, $"{side} for {along}");
        Assert.True(Vector2.Distance(quad.Center, center) < 0.8f, $"{quad.Center}");
        // The block of 50 x 12 grown by 50 * 12 * 1.5 / 124 = 7.3 on each side, give or take the pixels' corners.
        Assert.InRange(quad.Length, 63, 68);
        Assert.InRange(quad.Rise, 25, 30);
    }

    [Fact]
    public void Blocks_that_touch_by_a_corner_are_one_and_others_are_apart_best_first()
    {
        Fill(5, 5, 10, 6, 0.7f);
        Fill(15, 11, 10, 6, 0.7f);
        Fill(50, 40, 20, 8, 0.95f);
        Assert.Equal(2, Decode());
        Assert.Equal(0.95f, _found[0].Score, 1e-4f);
        Assert.Equal(0.7f, _found[1].Score, 1e-4f);
        Assert.Equal(1, _decoder.Decode(_map, Pixels, Limits, _found.AsSpan(0, 1)));
        Assert.Equal(0.95f, _found[0].Score, 1e-4f);
    }

    [Fact]
    public void Weak_and_thin_areas_are_no_lines()
    {
        Fill(5, 5, 30, 8, 0.4f);
        Fill(5, 30, 30, 2, 0.9f);
        Fill(5, 50, 30, 8, 0.29f);
        Assert.Equal(0, Decode());
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.1f)]
    [InlineData(1.5f)]
    [InlineData(float.PositiveInfinity)]
    public void A_map_that_holds_no_probabilities_is_an_error(float value)
    {
        _map[^1] = value;
        Assert.Throws<ModelOutputException>(() => Decode());
        Assert.Throws<ModelOutputException>(() => _decoder.Decode(new float[5], Pixels, Limits, _found));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Connected_runs_equal_a_flood_fill(int seed)
    {
        Random random = new(seed);
        (int width, int height) = (random.Next(1, 70), random.Next(1, 50));
        double density = random.NextDouble();
        float[] map = [.. Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < density ? 0.9f : 0.1f)];
        ConnectedRuns runs = new(width, height);
        runs.Find(map, 0.5f);
        int[] labels = FloodFill(map, width, height, out int count);
        Assert.True(count == runs.Count, $"seed {seed}: {count} areas, {runs.Count} found");
        int pixels = 0;
        for (int area = 0; area < runs.Count; area++)
        {
            HashSet<int> met = [];
            foreach (int index in runs.Runs(area))
            {
                PixelRun run = runs.Run(index);
                for (int x = run.Start; x < run.End; x++, pixels++) met.Add(labels[(run.Row * width) + x]);
            }
            Assert.True(met.Count == 1 && !met.Contains(0), $"seed {seed}: area {area} holds {string.Join(",", met)}");
        }
        Assert.Equal(map.Count(static v => v > 0.5f), pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_rectangle_holds_all_points_and_none_of_many_turned_ones_is_smaller(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 50; round++)
        {
            Vector2[] points = [.. Enumerable.Range(0, random.Next(3, 40)).Select(_ => new Vector2(random.Next(60), random.Next(40)))];
            if (points.Distinct().Count() < 2) continue;
            Vector2[] hull = new Vector2[(2 * points.Length) + 1];
            int corners = MinimalRectangle.Hull([.. points], hull);
            MinimalRectangle found = MinimalRectangle.Round(hull.AsSpan(0, corners));
            double least = Enumerable.Range(0, 3600).Min(i => AreaAt(points, i * Math.PI / 3600));
            Assert.True(found.Length * found.Rise <= least + 0.5, $"seed {seed}, round {round}: {found.Length * found.Rise} above {least}");
            Vector2 across = new(-found.Along.Y, found.Along.X);
            foreach (Vector2 point in points)
            {
                Assert.True(MathF.Abs(Vector2.Dot(point - found.Center, found.Along)) <= (found.Length / 2) + 1e-3f, $"seed {seed}, round {round}");
                Assert.True(MathF.Abs(Vector2.Dot(point - found.Center, across)) <= (found.Rise / 2) + 1e-3f, $"seed {seed}, round {round}");
            }
        }
    }

    [Fact]
    public void Decoding_allocates_nothing()
    {
        Fill(20, 30, 40, 10, 0.9f);
        Decode();
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 5; i++) Decode();
        allocations.AssertNone();
    }

    private static double AreaAt(Vector2[] points, double angle)
    {
        double c = Math.Cos(angle), s = Math.Sin(angle);
        double[] u = [.. points.Select(p => (p.X * c) + (p.Y * s))], v = [.. points.Select(p => (p.Y * c) - (p.X * s))];
        return (u.Max() - u.Min()) * (v.Max() - v.Min());
    }

    private static int[] FloodFill(float[] map, int width, int height, out int count)
    {
        int[] labels = new int[map.Length];
        count = 0;
        for (int start = 0; start < map.Length; start++)
        {
            if (map[start] <= 0.5f || labels[start] != 0) continue;
            count++;
            Stack<int> open = new([start]);
            while (open.TryPop(out int at))
            {
                if (labels[at] != 0) continue;
                labels[at] = count;
                for (int y = Math.Max(0, (at / width) - 1); y <= Math.Min(height - 1, (at / width) + 1); y++)
                    for (int x = Math.Max(0, (at % width) - 1); x <= Math.Min(width - 1, (at % width) + 1); x++)
                        if (map[(y * width) + x] > 0.5f) open.Push((y * width) + x);
            }
        }
        return labels;
    }

    private static void AssertClose(Vector2 expected, Vector2 actual) => Assert.True(Vector2.Distance(expected, actual) < 1e-3f, $"{actual} is not {expected}");

    private int Decode() => _decoder.Decode(_map, Pixels, Limits, _found);

    private void Fill(int x, int y, int width, int height, float value)
    {
        for (int row = y; row < y + height; row++) _map.AsSpan((row * Width) + x, width).Fill(value);
    }
}
