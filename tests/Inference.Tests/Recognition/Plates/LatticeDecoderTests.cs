using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Detection.Decoders;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Inference.Tests.Recognition.Plates;

public class LatticeDecoderTests
{
    private readonly char[] _text = new char[12];

    [Fact]
    public void Classes_that_fold_onto_one_character_are_added_and_the_rest_is_no_character()
    {
        // Classes: blank, a, A, hyphen, 1.
        int[] columns = [.. new[] { "", "a", "A", "-", "1" }.Select(PlateAlphabet.FoldedColumn)];
        CtcDecoder decoder = new(2, columns);
        TextLattice lattice = new(2);
        decoder.Decode([0.1f, 0.3f, 0.4f, 0.15f, 0.05f, 0.2f, 0, 0, 0.1f, 0.7f], lattice);
        Assert.Equal(0.7f, lattice[0][PlateAlphabet.Column('A')], 1e-5f);
        Assert.Equal(0.25f, lattice[0][0], 1e-5f);
        Assert.Equal(0.05f, lattice[0][PlateAlphabet.Column('1')], 1e-5f);
        Assert.Equal("A1", new string(_text, 0, lattice.Greedy(_text)));
    }

    [Theory]
    [InlineData("ö", 'O')]
    [InlineData("Ａ", 'A')]
    [InlineData("皖", '皖')]
    [InlineData("x", 'X')]
    public void Labels_are_folded_onto_the_characters_of_plates(string label, char character) =>
        Assert.Equal(PlateAlphabet.Column(character), PlateAlphabet.FoldedColumn(label));

    [Theory]
    [InlineData("·")]
    [InlineData(" ")]
    [InlineData("疗")]
    [InlineData("")]
    public void Labels_that_are_on_no_plate_are_no_character(string label) => Assert.Equal(0, PlateAlphabet.FoldedColumn(label));

    [Fact]
    public void Fixed_slots_keep_equal_neighbours_apart_and_leave_padding_out()
    {
        int[] columns = [.. new[] { "1", "A", "_" }.Select(PlateAlphabet.FoldedColumn)];
        FixedSlotDecoder decoder = new(4, columns);
        TextLattice lattice = new(decoder.Steps);
        decoder.Decode([0.1f, 0.9f, 0, 0.2f, 0.8f, 0, 0.7f, 0.2f, 0.1f, 0, 0.1f, 0.9f], lattice);
        Assert.Equal("AA1", new string(_text, 0, lattice.Greedy(_text)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(2f)]
    public void What_is_no_probability_is_an_error(float value)
    {
        int[] columns = [0, 1, 2];
        TextLattice lattice = new(1);
        Assert.Throws<ModelOutputException>(() => new CtcDecoder(1, columns).Decode([0, value, 0], lattice));
        Assert.Throws<ModelOutputException>(() => new FixedSlotDecoder(1, columns).Decode([0, value, 0], lattice));
        Assert.Throws<ModelOutputException>(() => new CtcDecoder(1, columns).Decode([0, 0], lattice));
        Assert.Throws<ModelOutputException>(() => new FixedSlotDecoder(1, columns).Decode([0, 0], lattice));
    }
}
