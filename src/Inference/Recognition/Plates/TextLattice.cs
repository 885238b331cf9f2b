namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// What a reader of lines says, step by step from left to right: the probability of each character of <see cref="PlateAlphabet"/>,
/// and of none (column 0: the reader's blank and everything that is not on plates, such as separators and seals). Texts follow by
/// connectionist temporal classification (Graves et al., 2006): equal neighbours are one character, "none" parts them.
/// </summary>
public sealed class TextLattice
{
    /// <summary>Below this a probability counts as this much: one odd step cannot rule a text out.</summary>
    internal const float ProbabilityMin = 1e-6f;

    private float[] _probabilities;

    /// <summary>Room for a number of steps.</summary>
    public TextLattice(int stepsMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsMax, 1);
        StepsMax = stepsMax;
        _probabilities = new float[stepsMax * PlateAlphabet.Columns];
    }

    /// <summary>Steps that it has room for.</summary>
    public int StepsMax { get; private set; }

    /// <summary>Steps it holds.</summary>
    public int Steps { get; private set; }

    /// <summary>The probabilities of a step by column.</summary>
    public ReadOnlySpan<float> this[int step] => Row(step);

    /// <summary>Empties it.</summary>
    internal void Clear() => Steps = 0;

    /// <summary>Adds a step of zeros and hands it out to be filled.</summary>
    internal Span<float> AddStep()
    {
        Steps++;
        Span<float> row = Row(Steps - 1);
        row.Clear();
        return row;
    }

    /// <summary>Makes room for more steps, which is the one thing that allocates; what it holds is lost.</summary>
    internal void Reserve(int steps)
    {
        Steps = 0;
        if (steps <= StepsMax) return;
        StepsMax = steps;
        _probabilities = new float[steps * PlateAlphabet.Columns];
    }

    /// <summary>Adds a lattice behind this one, with a step of no character between them: a line that goes on in the next one.</summary>
    internal void Append(TextLattice next)
    {
        AddStep()[0] = 1;
        next._probabilities.AsSpan(0, next.Steps * PlateAlphabet.Columns).CopyTo(_probabilities.AsSpan(Steps * PlateAlphabet.Columns));
        Steps += next.Steps;
    }

    /// <summary>Copies another lattice of at most as many steps as this one has room for.</summary>
    internal void CopyFrom(TextLattice other)
    {
        other._probabilities.AsSpan(0, other.Steps * PlateAlphabet.Columns).CopyTo(_probabilities);
        Steps = other.Steps;
    }

    /// <summary>The text of the most probable column of each step, as far as it fits.</summary>
    /// <returns>Characters written.</returns>
    internal int Greedy(Span<char> text)
    {
        int count = 0, last = 0;
        for (int t = 0; t < Steps && count < text.Length; t++)
        {
            ReadOnlySpan<float> row = Row(t);
            int best = 0;
            for (int c = 1; c < row.Length; c++)
                if (row[c] > row[best]) best = c;
            if (best != 0 && best != last) text[count++] = PlateAlphabet.Character(best);
            last = best;
        }
        return count;
    }

    private Span<float> Row(int step) => _probabilities.AsSpan(step * PlateAlphabet.Columns, PlateAlphabet.Columns);
}
