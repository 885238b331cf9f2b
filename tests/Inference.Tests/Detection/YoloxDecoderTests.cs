using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Detection.Decoders;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class YoloxDecoderTests
{
    // 64x32: grids of 8x4, 4x2 and 2x1 cells; rows of 5 + 3.
    private const int Columns = 8;
    private static readonly LetterboxTransform ToParts = new(1f / 64, 1f / 32, 0, 0);
    private static readonly DetectorLimits Limits = new(0.25f, 0.5f);

    private readonly YoloxDecoder _decoder = new(["person", "car", "truck"], 64, 32, [8, 16, 32]);
    private readonly float[] _grid;
    private readonly DetectedObject[] _found = new DetectedObject[16];

    public YoloxDecoderTests() => _grid = new float[_decoder.Rows * Columns];

    [Fact]
    public void The_grids_have_as_many_cells_as_the_input_divided_by_the_strides() => Assert.Equal(32 + 8 + 2, _decoder.Rows);

    [Fact]
    public void A_cell_of_each_grid_becomes_the_box_computed_by_hand()
    {
        // Stride 8, cell (2, 1): centre ((2 + 0.5) * 8, (1 + 0.25) * 8) = (20, 10), size exp(0) * 8 by exp(ln 2) * 8.
        Set(10, 0.5f, 0.25f, 0, MathF.Log(2), 0.8f, 0.5f, 0, 0);
        // Stride 16, cell (3, 0): centre (56, 8), size 16 by 16.
        Set(32 + 3, 0.5f, 0.5f, 0, 0, 1, 0, 0.9f, 0.1f);
        // Stride 32, cell (0, 0): centre (8, 16), size 16 by 32.
        Set(32 + 8, 0.25f, 0.5f, MathF.Log(0.5f), 0, 1, 0, 0, 0.7f);
        int count = _decoder.Decode(_grid, ToParts, Limits, _found);
        Assert.Equal([(1, 0.9f), (2, 0.7f), (0, 0.4f)], _found[..count].Select(d => (d.ClassId, (float)Math.Round(d.Score, 5))));
        Boxes.AssertClose(new BoundingBox(48f / 64, 0, 16f / 64, 0.5f), _found[0].Box);
        Boxes.AssertClose(new BoundingBox(0, 0, 16f / 64, 1), _found[1].Box);
        Boxes.AssertClose(new BoundingBox(16f / 64, 2f / 32, 8f / 64, 16f / 32), _found[2].Box);
    }

    [Fact]
    public void The_score_is_objectness_times_class_and_must_reach_the_threshold()
    {
        Set(0, 0.5f, 0.5f, 0, 0, 0.5f, 0.49f, 0, 0);
        Set(5, 0.5f, 0.5f, 0, 0, 0.5f, 0.5f, 0, 0);
        Set(20, 0.5f, 0.5f, 0, 0, 0.24f, 1, 0, 0);
        Assert.Equal(1, _decoder.Decode(_grid, ToParts, Limits, _found));
        Assert.Equal(0.25f, _found[0].Score);
    }

    [Theory]
    [InlineData(0, float.NaN)]
    [InlineData(3, float.PositiveInfinity)]
    [InlineData(4, float.NaN)]
    [InlineData(4, -0.1f)]
    [InlineData(4, 1.1f)]
    [InlineData(5, -0.1f)]
    [InlineData(7, float.NegativeInfinity)]
    public void A_number_that_cannot_be_an_answer_is_an_error_wherever_it_stands(int column, float value)
    {
        foreach (int row in (ReadOnlySpan<int>)[0, 17, _decoder.Rows - 1])
        {
            Array.Clear(_grid);
            _grid[(row * Columns) + column] = value;
            Assert.Throws<ModelOutputException>(() => _decoder.Decode(_grid, ToParts, Limits, _found));
        }
    }

    [Fact]
    public void A_size_whose_exponential_overflows_is_an_error()
    {
        Set(10, 0.5f, 0.25f, 200, 0, 0.8f, 0.5f, 0, 0);
        Assert.Throws<ModelOutputException>(() => _decoder.Decode(_grid, ToParts, Limits, _found));
    }

    [Fact]
    public void A_grid_of_another_length_is_an_error() =>
        Assert.Throws<ModelOutputException>(() => _decoder.Decode(_grid.AsSpan(1), ToParts, Limits, _found));

    [Fact]
    public void Decoding_allocates_nothing()
    {
        for (int row = 0; row < _decoder.Rows; row++) Set(row, 0.5f, 0.5f, 0, 0, 0.9f, 0.9f, 0.5f, 0.1f);
        _decoder.Decode(_grid, ToParts, Limits, _found);
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 100; i++) _decoder.Decode(_grid, ToParts, Limits, _found);
        allocations.AssertNone();
    }

    private void Set(int row, params ReadOnlySpan<float> values) => values.CopyTo(_grid.AsSpan(row * Columns, Columns));
}
