using System.Numerics;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Detection.Decoders;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class PlateCornerDecoderTests
{
    // Cells of 8 pixels: 8 columns, 4 rows.
    private const int Width = 64, Height = 32, Columns = 8, Cells = 32;

    private static readonly DetectorLimits Limits = new(0.3f, 0.3f);
    private static readonly LetterboxTransform Pixels = new(1, 1, 0, 0);

    [Fact]
    public void A_cell_gives_the_corners_of_its_plate_in_parts_of_the_frame()
    {
        float[] values = new float[10 * Cells];
        Put(values, 2, 3, 0.8f, [-10, -4, 12, -3, 11, 5, -9, 4]);
        LetterboxTransform transform = new(1f / 128, 1f / 96, 0.25f, 0.125f);
        PlateDetection plate = Assert.Single(Decode(values, transform));
        // The middle of the cell is (28, 20).
        Near(new Vector2((18f / 128) + 0.25f, (16f / 96) + 0.125f), plate.Quad.TopLeft);
        Near(new Vector2((40f / 128) + 0.25f, (17f / 96) + 0.125f), plate.Quad.TopRight);
        Near(new Vector2((39f / 128) + 0.25f, (25f / 96) + 0.125f), plate.Quad.BottomRight);
        Near(new Vector2((19f / 128) + 0.25f, (24f / 96) + 0.125f), plate.Quad.BottomLeft);
        Assert.Equal((0.8f, false), (plate.Score, plate.HasTwoLines));
    }

    [Fact]
    public void Two_lines_are_told_from_one()
    {
        float[] values = new float[10 * Cells];
        Put(values, 1, 1, 0.9f, [-8, -8, 8, -8, 8, 8, -8, 8]);
        values[(9 * Cells) + Columns + 1] = 0.7f;
        Assert.True(Assert.Single(Decode(values, Pixels)).HasTwoLines);
    }

    [Fact]
    public void Of_neighbouring_cells_the_likeliest_counts_and_of_equal_ones_the_first()
    {
        float[] values = new float[10 * Cells];
        float[] box = [-6, -3, 6, -3, 6, 3, -6, 3];
        Put(values, 1, 2, 0.5f, box);
        Put(values, 1, 3, 0.6f, box);
        Put(values, 3, 6, 0.4f, box);
        Put(values, 3, 7, 0.4f, box);
        PlateDetection[] plates = Decode(values, Pixels);
        Assert.Equal([0.6f, 0.4f], plates.Select(static p => p.Score));
        Assert.Equal(52, plates[1].Quad.Center.X, 0.01);
    }

    [Fact]
    public void A_plate_that_covers_a_likelier_one_is_dropped()
    {
        float[] values = new float[10 * Cells];
        // Both stand for the same plate, whose middle is (28, 20).
        Put(values, 2, 2, 0.5f, [-6, -5, 18, -5, 18, 5, -6, 5]);
        Put(values, 2, 4, 0.7f, [-20, -5, 4, -5, 4, 5, -20, 5]);
        Assert.Equal(0.7f, Assert.Single(Decode(values, Pixels)).Score);
    }

    [Fact]
    public void What_is_unlikely_is_no_plate() => Assert.Empty(Decode(new float[10 * Cells], Pixels));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.1f)]
    [InlineData(1.5f)]
    public void A_score_that_is_no_probability_is_refused(float score)
    {
        float[] values = new float[10 * Cells];
        values[5] = score;
        Assert.Throws<ModelOutputException>(() => Decode(values, Pixels));
    }

    [Fact]
    public void A_corner_that_is_no_number_is_refused()
    {
        float[] values = new float[10 * Cells];
        Put(values, 1, 1, 0.9f, [0, 0, float.PositiveInfinity, 0, 0, 0, 0, 0]);
        Assert.Throws<ModelOutputException>(() => Decode(values, Pixels));
    }

    [Fact]
    public void Another_number_of_values_is_refused() => Assert.Throws<ModelOutputException>(() => Decode(new float[9 * Cells], Pixels));

    [Fact]
    public void Decoding_allocates_nothing()
    {
        float[] values = new float[10 * Cells];
        Put(values, 1, 2, 0.5f, [-6, -3, 6, -3, 6, 3, -6, 3]);
        Put(values, 3, 6, 0.4f, [-6, -3, 6, -3, 6, 3, -6, 3]);
        PlateCornerDecoder decoder = new(Width, Height, 8);
        PlateDetection[] plates = new PlateDetection[4];
        decoder.Decode(values, Pixels, Limits, plates);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = decoder.Decode(values, Pixels, Limits, plates);
        Assert.Equal((0, 2), (GC.GetAllocatedBytesForCurrentThread() - before, count));
    }

    private static PlateDetection[] Decode(float[] values, LetterboxTransform transform)
    {
        PlateDetection[] plates = new PlateDetection[8];
        int count = new PlateCornerDecoder(Width, Height, 8).Decode(values, transform, Limits, plates);
        return plates[..count];
    }

    private static void Put(float[] values, int row, int column, float score, float[] corners)
    {
        int cell = (row * Columns) + column;
        values[cell] = score;
        for (int i = 0; i < corners.Length; i++) values[((1 + i) * Cells) + cell] = corners[i];
    }

    private static void Near(Vector2 expected, Vector2 actual) => Assert.True(Vector2.Distance(expected, actual) < 1e-5, $"{actual} instead of {expected}");
}
