using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Detection.Decoders;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class YoloDecoderTests
{
    private const int Columns = 7;
    private const int Count = 21;
    private static readonly string[] Labels = ["person", "car", "dog"];
    private static readonly LetterboxTransform ToParts = new(1f / 64, 1f / 32, 0, 0);
    private static readonly DetectorLimits Limits = new(0.25f, 0.5f);

    private readonly float[] _rows = new float[Count * Columns];
    private readonly DetectedObject[] _found = new DetectedObject[Count];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Boxes_are_those_computed_by_hand_whichever_way_the_head_lies(bool rows)
    {
        // Centre (20, 10), size 8 by 16: from 16 to 24 and from 2 to 18.
        Set(0, 20, 10, 8, 16, 0.1f, 0.6f, 0.3f);
        Set(20, 60, 16, 16, 8, 0, 0, 0.9f);
        Set(7, 30, 16, 4, 4, 0.24f, 0.2f, 0);
        int count = Decode(rows);
        Assert.Equal([(2, 0.9f), (1, 0.6f)], _found[..count].Select(d => (d.ClassId, d.Score)));
        Boxes.AssertClose(new BoundingBox(52f / 64, 12f / 32, 12f / 64, 8f / 32), _found[0].Box);
        Boxes.AssertClose(new BoundingBox(16f / 64, 2f / 32, 8f / 64, 16f / 32), _found[1].Box);
    }

    [Fact]
    public void Planes_decoded_by_vectors_equal_rows_decoded_one_by_one()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            for (int i = 0; i < Count; i++)
            {
                // Quarters, so that classes are often equal.
                Set(i, random.Next(64), random.Next(32), random.Next(-2, 30), random.Next(-2, 30),
                    random.Next(5) / 4f, random.Next(5) / 4f, random.Next(5) / 4f);
            }
            DetectedObject[] byRows = [.. _found.Take(Decode(rows: true))];
            Assert.True(byRows.SequenceEqual(_found.Take(Decode(rows: false))), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(true, 0, float.NaN)]
    [InlineData(false, 0, float.NaN)]
    [InlineData(true, 3, float.NegativeInfinity)]
    [InlineData(false, 3, float.NegativeInfinity)]
    [InlineData(true, 4, -0.5f)]
    [InlineData(false, 4, -0.5f)]
    [InlineData(true, 6, 1.5f)]
    [InlineData(false, 6, 1.5f)]
    [InlineData(true, 5, float.NaN)]
    [InlineData(false, 5, float.NaN)]
    public void A_number_that_cannot_be_an_answer_is_an_error_wherever_it_stands(bool rows, int column, float value)
    {
        for (int i = 0; i < Count; i++)
        {
            Array.Clear(_rows);
            _rows[(i * Columns) + column] = value;
            Assert.Throws<ModelOutputException>(() => Decode(rows));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Minus_zero_is_a_zero(bool rows)
    {
        Set(3, 20, 10, 8, 16, -0f, 0.5f, -0f);
        Assert.Equal(1, Decode(rows));
    }

    [Fact]
    public void A_head_that_is_no_whole_number_of_boxes_is_an_error() => Assert.Throws<ModelOutputException>(
        () => new YoloDecoder(Labels, rows: false).Decode(_rows.AsSpan(1), ToParts, Limits, _found));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decoding_allocates_nothing(bool rows)
    {
        for (int i = 0; i < Count; i++) Set(i, 3 * i, i, 8, 8, 0.9f, 0.5f, 0.1f);
        YoloDecoder decoder = new(Labels, rows);
        float[] head = rows ? _rows : Planes();
        decoder.Decode(head, ToParts, Limits, _found);
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 100; i++) decoder.Decode(head, ToParts, Limits, _found);
        allocations.AssertNone();
    }

    private int Decode(bool rows) => new YoloDecoder(Labels, rows).Decode(rows ? _rows : Planes(), ToParts, Limits, _found);

    private float[] Planes() => [.. Enumerable.Range(0, Count * Columns).Select(i => _rows[(i % Count * Columns) + (i / Count)])];

    private void Set(int row, params ReadOnlySpan<float> values) => values.CopyTo(_rows.AsSpan(row * Columns, Columns));
}
