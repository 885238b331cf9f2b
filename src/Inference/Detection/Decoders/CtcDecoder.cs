using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Readers that give class probabilities a step, 1 x steps x classes after the softmax (connectionist temporal classification). Classes
/// that fold onto one column are added up; all others, the blank among them, are "no character". Allocates nothing.
/// </summary>
internal sealed class CtcDecoder : ILatticeDecoder
{
    private readonly int _classes;
    private readonly int[] _usedClasses, _usedColumns;

    /// <summary>For a number of steps, and the column of each class (0: no character).</summary>
    internal CtcDecoder(int steps, ReadOnlySpan<int> columns)
    {
        Steps = steps;
        _classes = columns.Length;
        List<int> used = [];
        for (int i = 0; i < columns.Length; i++)
            if (columns[i] > 0) used.Add(i);
        _usedClasses = [.. used];
        _usedColumns = new int[used.Count];
        for (int i = 0; i < used.Count; i++) _usedColumns[i] = columns[used[i]];
    }

    /// <inheritdoc />
    public int Steps { get; }

    /// <summary>For a model whose one output is 1 x steps x classes.</summary>
    /// <exception cref="ModelException">The output has another shape, or other labels than the card says.</exception>
    internal static CtcDecoder Create(ModelStore store, ModelCard card, ModelOutputs outputs)
    {
        long[] shape = outputs.Shape(0).ToArray();
        if (shape is not [1 or -1, > 0 and <= 4096, > 1 and <= 100_000])
        {
            throw new ModelException(ModelErrorKind.CardMismatch,
                $"{card.File} gives {string.Join("x", shape)} where the decoder of the card {card.Name} needs 1 x steps x classes: choose another decoder");
        }
        return new CtcDecoder((int)shape[1], ReaderLabels.Columns(store, card, (int)shape[2]));
    }

    /// <inheritdoc />
    public void Decode(ModelOutputs outputs, TextLattice lattice) => Decode(outputs[0], lattice);

    /// <summary>Fills the lattice from steps x classes probabilities.</summary>
    internal void Decode(ReadOnlySpan<float> values, TextLattice lattice)
    {
        if (values.Length != Steps * _classes)
            throw new ModelOutputException($"a reading of {values.Length} floats, expected {Steps * _classes}: the card does not fit the model");
        lattice.Clear();
        for (int t = 0; t < Steps; t++)
        {
            ReadOnlySpan<float> step = values.Slice(t * _classes, _classes);
            Span<float> row = lattice.AddStep();
            float sum = 0;
            for (int i = 0; i < _usedClasses.Length; i++)
            {
                float value = step[_usedClasses[i]];
                if (!(value is >= 0 and <= 1.0001f))
                    throw new ModelOutputException($"a reading holds the probability {value}: the weights or the runtime are broken; run build/setup.sh, which checks both");
                row[_usedColumns[i]] += value;
                sum += value;
            }
            row[0] = MathF.Max(0, 1 - sum);
        }
    }
}
