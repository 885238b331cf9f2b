using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Detection.Decoders;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class CenterNetDecoderTests
{
    private const int Classes = 3;
    private const int Width = 20;
    private const int Height = 13;
    private static readonly LetterboxTransform ToParts = new(1f / (4 * Width), 1f / (4 * Height), 0, 0);
    private static readonly DetectorLimits Limits = new(0.25f, 0.5f);

    private readonly CenterNetDecoder _decoder = new(["person", "dog", "cat"], Width, Height);
    private readonly float[] _heat = new float[Classes * Width * Height];
    private readonly float[] _distances = new float[4 * Width * Height];
    private readonly DetectedObject[] _found = new DetectedObject[64];

    [Fact]
    public void A_peak_becomes_a_box_of_its_four_distances()
    {
        Set(classId: 2, x: 10, y: 6, score: 0.7f, 8, 12, 16, 20);
        Assert.Equal(1, Decode());
        Assert.Equal((0.7f, 2), (_found[0].Score, _found[0].ClassId));
        AssertClose(new BoundingBox(32f / 80, 12f / 52, 24f / 80, 32f / 52), _found[0].Box);
    }

    [Fact]
    public void The_transform_leads_to_the_frame_and_boxes_are_clipped_to_it()
    {
        Set(0, 0, 6, 0.7f, 8, 8, 8, 8);
        // The model's picture is the right half of the frame.
        Assert.Equal(1, _decoder.Decode(_heat, _distances, new LetterboxTransform(0.5f / 80, 1f / 52, 0.5f, 0), Limits, _found));
        AssertClose(new BoundingBox(0.45f, 16f / 52, 0.1f, 16f / 52), _found[0].Box);
        Assert.Equal(1, Decode());
        AssertClose(new BoundingBox(0, 16f / 52, 0.1f, 16f / 52), _found[0].Box);
    }

    [Fact]
    public void Only_the_maximum_of_a_neighbourhood_counts_and_the_threshold_belongs_to_it()
    {
        Set(0, 5, 5, 0.6f, 4, 4, 4, 4);
        Set(0, 6, 6, 0.59f, 4, 4, 4, 4);
        Set(1, 6, 6, 0.25f, 4, 4, 4, 4);
        Set(1, 15, 6, 0.2499f, 4, 4, 4, 4);
        Assert.Equal(2, Decode());
        Assert.Equal([(0.6f, 0), (0.25f, 1)], _found[..2].Select(d => (d.Score, d.ClassId)));
    }

    [Fact]
    public void A_peak_whose_box_is_empty_or_outside_the_frame_is_no_detection()
    {
        Set(0, 5, 5, 0.6f, -10, 4, 4, 4);
        Set(1, 0, 5, 0.6f, 4, 4, -1, 4);
        Assert.Equal(0, Decode());
    }

    [Fact]
    public void A_short_span_gets_the_best()
    {
        for (int i = 0; i < 5; i++) Set(0, 2 + (4 * i % 19), 2 + (2 * i), 0.3f + (0.1f * i), 1, 1, 1, 1);
        Assert.Equal(2, _decoder.Decode(_heat, _distances, ToParts, Limits, _found.AsSpan(0, 2)));
        Assert.Equal([0.7f, 0.6f], _found[..2].Select(d => (float)Math.Round(d.Score, 3)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(-0.5f)]
    [InlineData(1.5f)]
    public void A_score_that_is_no_probability_is_an_error_wherever_it_stands(float score)
    {
        foreach (int index in (ReadOnlySpan<int>)[0, 1, 37, _heat.Length / 2, _heat.Length - 1])
        {
            Array.Clear(_heat);
            _heat[index] = score;
            Assert.Throws<ModelOutputException>(() => Decode());
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_distance_that_is_not_finite_is_an_error_at_a_peak(float distance)
    {
        Set(0, 5, 5, 0.6f, 4, distance, 4, 4);
        Assert.Throws<ModelOutputException>(() => Decode());
    }

    [Fact]
    public void Outputs_of_another_size_are_an_error() =>
        Assert.Throws<ModelOutputException>(() => _decoder.Decode(_heat.AsSpan(1), _distances, ToParts, Limits, _found));

    [Fact]
    public void Scan_simd_equals_naive()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(seed);
            // Steps of 1/64, so that neighbours are often equal; powers keep most of it below the threshold.
            for (int i = 0; i < _heat.Length; i++) _heat[i] = (float)Math.Round(Math.Pow(random.NextDouble(), 4) * 64) / 64;
            for (int i = 0; i < _distances.Length; i++) _distances[i] = (random.NextSingle() * 20) - 2;
            DetectedObject[] all = new DetectedObject[_heat.Length];
            DetectorLimits everything = new(0.25f, 1);
            int count = _decoder.Decode(_heat, _distances, ToParts, everything, all);
            Assert.Equal(Naive(0.25f).OrderBy(Key), all[..count].OrderBy(Key));
        }
    }

    [Fact]
    public void More_candidates_than_there_is_room_for_leave_the_best()
    {
        const int Side = 200;
        CenterNetDecoder decoder = new(["person"], Side, Side);
        float[] heat = new float[Side * Side], distances = new float[4 * Side * Side];
        Array.Fill(distances, 1f);
        Random random = new(5);
        List<float> scores = [];
        for (int y = 0; y < Side; y += 2)
        {
            // 10,000 peaks, none beside another.
            for (int x = 0; x < Side; x += 2) scores.Add(heat[(y * Side) + x] = 0.1f + (0.8f * random.NextSingle()));
        }
        int count = decoder.Decode(heat, distances, new LetterboxTransform(1f / 800, 1f / 800, 0, 0), new DetectorLimits(0.05f, 0.5f), _found);
        Assert.Equal(scores.OrderDescending().Take(_found.Length), _found[..count].Select(d => d.Score));
    }

    [Fact]
    public void Decoding_allocates_nothing()
    {
        Set(0, 5, 5, 0.6f, 4, 4, 4, 4);
        Set(1, 9, 9, 0.6f, 4, 4, 4, 4);
        Decode();
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 100; i++) Decode();
        allocations.AssertNone();
    }

    private static (float, int, float, float) Key(DetectedObject d) => (d.Score, d.ClassId, d.Box.X, d.Box.Y);

    private static void AssertClose(BoundingBox expected, BoundingBox actual)
    {
        Assert.Equal(expected.X, actual.X, 1e-5);
        Assert.Equal(expected.Y, actual.Y, 1e-5);
        Assert.Equal(expected.Width, actual.Width, 1e-5);
        Assert.Equal(expected.Height, actual.Height, 1e-5);
    }

    private int Decode() => _decoder.Decode(_heat, _distances, ToParts, Limits, _found);

    private void Set(int classId, int x, int y, float score, params ReadOnlySpan<float> distances)
    {
        _heat[(((classId * Height) + y) * Width) + x] = score;
        for (int i = 0; i < 4; i++) _distances[(((i * Height) + y) * Width) + x] = distances[i];
    }

    private IEnumerable<DetectedObject> Naive(float threshold)
    {
        for (int i = 0; i < _heat.Length; i++)
        {
            int c = i / (Width * Height), y = i / Width % Height, x = i % Width, cell = (y * Width) + x;
            float best = 0;
            for (int ny = y - 1; ny <= y + 1; ny++)
            {
                for (int nx = x - 1; nx <= x + 1; nx++)
                    if (nx is >= 0 and < Width && ny is >= 0 and < Height) best = Math.Max(best, _heat[(((c * Height) + ny) * Width) + nx]);
            }
            if (_heat[i] < threshold || _heat[i] < best) continue;
            float left = ToParts.FrameX((4 * x) - _distances[cell]), top = ToParts.FrameY((4 * y) - _distances[cell + (Width * Height)]);
            float right = ToParts.FrameX((4 * x) + _distances[cell + (2 * Width * Height)]);
            float bottom = ToParts.FrameY((4 * y) + _distances[cell + (3 * Width * Height)]);
            BoundingBox box = new BoundingBox(left, top, right - left, bottom - top).ClipToFrame();
            if (box.Area > 0) yield return new DetectedObject(box, _heat[i], c);
        }
    }
}
