using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Readers with one softmax a place, 1 x slots x classes or flattened to 1 x (slots * classes), as fast-plate-ocr's are; labels that
/// are not on plates (the padding) mean an empty place. Between two places the lattice gets a step of "no character", so that equal
/// neighbours stay two. Allocates nothing.
/// </summary>
internal sealed class FixedSlotDecoder : ILatticeDecoder
{
    private readonly int _slots;
    private readonly int[] _columns;

    /// <summary>For a number of places, and the column of each class (0: empty).</summary>
    internal FixedSlotDecoder(int slots, ReadOnlySpan<int> columns)
    {
        _slots = slots;
        _columns = columns.ToArray();
    }

    /// <inheritdoc />
    public int Steps => (2 * _slots) - 1;

    /// <summary>For a model whose card lists every class.</summary>
    /// <exception cref="ModelException">The output does not divide into places of as many classes as the card has labels.</exception>
    internal static FixedSlotDecoder Create(ModelStore store, ModelCard card, ModelOutputs outputs)
    {
        long[] shape = outputs.Shape(0).ToArray();
        int classes = shape is [_, _, > 1 and <= 100_000] ? (int)shape[2] : card.Labels.Count;
        long values = shape.Skip(1).Aggregate(1L, static (product, size) => product * Math.Max(0, size));
        long slots = classes > 0 ? values / classes : 0;
        if (shape.Length is not (2 or 3) || slots is < 1 or > 64 || slots * classes != values)
        {
            throw new ModelException(ModelErrorKind.CardMismatch,
                $"{card.File} gives {string.Join("x", shape)}, which is not 1 x slots x {card.Labels.Count} labels of the card {card.Name}: mend the card");
        }
        return new FixedSlotDecoder((int)slots, ReaderLabels.Columns(store, card, classes));
    }

    /// <inheritdoc />
    public void Decode(ModelOutputs outputs, TextLattice lattice) => Decode(outputs[0], lattice);

    /// <summary>Fills the lattice from slots x classes probabilities.</summary>
    internal void Decode(ReadOnlySpan<float> values, TextLattice lattice)
    {
        if (values.Length != _slots * _columns.Length)
            throw new ModelOutputException($"a reading of {values.Length} floats, expected {_slots * _columns.Length}: the card does not fit the model");
        lattice.Clear();
        for (int slot = 0; slot < _slots; slot++)
        {
            if (slot > 0) lattice.AddStep()[0] = 1;
            Span<float> row = lattice.AddStep();
            ReadOnlySpan<float> place = values.Slice(slot * _columns.Length, _columns.Length);
            for (int i = 0; i < place.Length; i++)
            {
                if (!(place[i] is >= 0 and <= 1.0001f))
                    throw new ModelOutputException($"a reading holds the probability {place[i]}: the weights or the runtime are broken; run build/setup.sh, which checks both");
                row[_columns[i]] += place[i];
            }
        }
    }
}
