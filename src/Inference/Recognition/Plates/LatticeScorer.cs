namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// The forward and backward passes of connectionist temporal classification for one text (Graves et al., 2006, section 4.1), with the
/// sums taken as plain doubles: some tens of steps do not underflow them. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class LatticeScorer
{
    private const int StatesMax = (2 * PlateText.LengthMax) + 1;

    private double[] _forward, _backward;
    private readonly int[] _columns = new int[StatesMax];
    private readonly UInt128 _used;
    private int _states;

    /// <summary>For lattices of up to a number of steps, and formats that use some columns (all others are no character).</summary>
    internal LatticeScorer(int stepsMax, UInt128 usedColumns)
    {
        _forward = new double[stepsMax * StatesMax];
        _backward = new double[stepsMax * StatesMax];
        _used = usedColumns;
    }

    /// <summary>Makes room for lattices of more steps, which is the one thing that allocates.</summary>
    internal void Reserve(int steps)
    {
        if (steps * StatesMax <= _forward.Length) return;
        _forward = new double[steps * StatesMax];
        _backward = new double[steps * StatesMax];
    }

    /// <summary>Natural logarithm of the probability that a lattice says a text, over all alignments.</summary>
    internal double LogProbability(TextLattice lattice, in PlateText text)
    {
        Prepare(text);
        return lattice.Steps == 0 ? double.NegativeInfinity : Math.Log(Math.Max(Forward(lattice), double.Epsilon));
    }

    /// <summary>
    /// For each place of a text, how likely each column stands there: the steps of the lattice, weighted by how likely that place is
    /// passed at each of them. Rows of <see cref="PlateAlphabet.Columns"/> floats that sum to 1; column 0 is 0.
    /// </summary>
    internal void Places(TextLattice lattice, in PlateText text, Span<float> places)
    {
        Prepare(text);
        Forward(lattice);
        Backward(lattice);
        places[..(text.Length * PlateAlphabet.Columns)].Clear();
        for (int i = 0; i < text.Length; i++)
        {
            Span<float> place = places.Slice(i * PlateAlphabet.Columns, PlateAlphabet.Columns);
            int state = (2 * i) + 1;
            for (int t = 0; t < lattice.Steps; t++)
            {
                double weight = _forward[(t * StatesMax) + state] * _backward[(t * StatesMax) + state] / Probability(lattice, t, state);
                ReadOnlySpan<float> row = lattice[t];
                for (int c = 1; c < row.Length; c++) place[c] += (float)(weight * row[c]);
            }
            Normalise(place);
        }
    }

    private static void Normalise(Span<float> place)
    {
        float sum = 0;
        foreach (float value in place) sum += value;
        if (!(sum > 0)) return;
        foreach (ref float value in place) value /= sum;
    }

    private void Prepare(in PlateText text)
    {
        _states = (2 * text.Length) + 1;
        for (int s = 0; s < _states; s++) _columns[s] = (s & 1) == 0 ? 0 : PlateAlphabet.Column(text[s / 2]);
    }

    private double Probability(TextLattice lattice, int step, int state)
    {
        ReadOnlySpan<float> row = lattice[step];
        float value = row[_columns[state]];
        if (_columns[state] == 0)
        {
            for (int column = PlateAlphabet.LatinColumns + 1; column < row.Length; column++)
                if ((_used >> column & 1) == 0) value += row[column];
        }
        return Math.Max(value, TextLattice.ProbabilityMin);
    }

    private bool MaySkip(int state) => (state & 1) == 1 && state >= 2 && _columns[state] != _columns[state - 2];

    private double Forward(TextLattice lattice)
    {
        for (int t = 0; t < lattice.Steps; t++)
        {
            for (int s = 0; s < _states; s++)
            {
                double sum;
                if (t == 0)
                {
                    sum = s < 2 ? 1 : 0;
                }
                else
                {
                    int before = ((t - 1) * StatesMax) + s;
                    sum = _forward[before];
                    if (s >= 1) sum += _forward[before - 1];
                    if (MaySkip(s)) sum += _forward[before - 2];
                }
                _forward[(t * StatesMax) + s] = sum * Probability(lattice, t, s);
            }
        }
        int end = ((lattice.Steps - 1) * StatesMax) + _states - 1;
        return _forward[end] + (_states > 1 ? _forward[end - 1] : 0);
    }

    private void Backward(TextLattice lattice)
    {
        for (int t = lattice.Steps - 1; t >= 0; t--)
        {
            for (int s = _states - 1; s >= 0; s--)
            {
                double sum;
                if (t == lattice.Steps - 1)
                {
                    sum = s >= _states - 2 ? 1 : 0;
                }
                else
                {
                    int after = ((t + 1) * StatesMax) + s;
                    sum = _backward[after];
                    if (s + 1 < _states) sum += _backward[after + 1];
                    if (s + 2 < _states && MaySkip(s + 2)) sum += _backward[after + 2];
                }
                _backward[(t * StatesMax) + s] = sum * Probability(lattice, t, s);
            }
        }
    }
}
