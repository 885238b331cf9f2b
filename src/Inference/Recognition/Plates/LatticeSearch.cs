namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// Finds the texts that a lattice most likely says, given the formats: prefix beam search over connectionist temporal classification
/// (Hannun et al., 2014, algorithm 1) in which a beginning goes on only where some pattern does, and is kept by its probability and by
/// the gain of the best pattern it may still become. What comes out is scored with the whole prior. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class LatticeSearch
{
    // Measured: from 16 on the best text does not change.
    private const int BeamWidth = 24;

    // Characters below it at a step are not tried there.
    private const float CharacterMin = 3e-4f;

    private const int NodesMax = 8192;

    private readonly FormatPrior _prior;
    private readonly double _strength;
    private readonly TextTree _tree;
    private readonly int[] _beam = new int[BeamWidth], _touched = new int[BeamWidth * (PlateAlphabet.Columns + 1)];
    private readonly double[] _keys;
    private readonly PlateCandidate[] _complete = new PlateCandidate[BeamWidth];
    private int _touchedCount;

    /// <summary>For the formats of a region.</summary>
    /// <param name="prior">The formats.</param>
    /// <param name="strength">See <see cref="FormatPrior.LogGain"/>.</param>
    internal LatticeSearch(FormatPrior prior, double strength)
    {
        _prior = prior;
        _strength = strength;
        _tree = new TextTree(prior, NodesMax);
        _keys = new double[_touched.Length];
    }

    /// <summary>Writes the best texts that some format makes, best first.</summary>
    /// <returns>How many.</returns>
    internal int Find(TextLattice lattice, Span<PlateCandidate> candidates)
    {
        _tree.Reset();
        _tree[TextTree.Root].Blank = 1;
        _beam[0] = TextTree.Root;
        int beam = 1;
        for (int step = 0; step < lattice.Steps; step++)
        {
            _touchedCount = 0;
            for (int i = 0; i < beam; i++) Extend(_beam[i], lattice[step], step);
            beam = KeepBest();
        }
        int count = 0;
        for (int i = 0; i < beam; i++)
        {
            int node = _beam[i];
            if (!_tree.IsComplete(node)) continue;
            PlateText text = _tree.Text(node);
            double probability = _tree[node].Blank + _tree[node].NonBlank;
            _complete[count++] = new PlateCandidate(text, Math.Log(probability), _prior.LogGain(text, _strength, out _));
        }
        Span<PlateCandidate> found = _complete.AsSpan(0, count);
        found.Sort(PlateCandidate.BestFirst);
        count = Math.Min(count, candidates.Length);
        found[..count].CopyTo(candidates);
        return count;
    }

    private void Extend(int node, ReadOnlySpan<float> probabilities, int step)
    {
        double blank = _tree[node].Blank, all = blank + _tree[node].NonBlank;
        int last = _tree[node].Column;
        float none = NoCharacter(probabilities);
        Touch(node, step);
        _tree[node].NextBlank += all * none;
        if (last > 0) _tree[node].NextNonBlank += _tree[node].NonBlank * Math.Max(probabilities[last], TextLattice.ProbabilityMin);
        for (int column = 1; column < probabilities.Length; column++)
        {
            if (probabilities[column] < CharacterMin) continue;
            int child = _tree.Child(node, column);
            if (child == TextTree.None) continue;
            Touch(child, step);
            _tree[child].NextNonBlank += (column == last ? blank : all) * probabilities[column];
        }
    }

    // What the formats of the region do not have is no character, as a Chinese sign is in Europe.
    private float NoCharacter(ReadOnlySpan<float> probabilities)
    {
        float sum = probabilities[0];
        for (int column = PlateAlphabet.LatinColumns + 1; column < probabilities.Length; column++)
            if ((_prior.Columns >> column & 1) == 0) sum += probabilities[column];
        return MathF.Max(sum, TextLattice.ProbabilityMin);
    }

    private void Touch(int node, int step)
    {
        if (_tree[node].Step == step) return;
        _tree[node].Step = step;
        _tree[node].NextBlank = _tree[node].NextNonBlank = 0;
        _touched[_touchedCount++] = node;
    }

    private int KeepBest()
    {
        for (int i = 0; i < _touchedCount; i++)
        {
            ref TextTree.Node node = ref _tree[_touched[i]];
            node.Blank = node.NextBlank;
            node.NonBlank = node.NextNonBlank;
            _keys[i] = -(node.Blank + node.NonBlank) * Math.Exp(_strength * node.Gain);
        }
        _keys.AsSpan(0, _touchedCount).Sort(_touched.AsSpan(0, _touchedCount));
        int kept = Math.Min(BeamWidth, _touchedCount);
        _touched.AsSpan(0, kept).CopyTo(_beam);
        return kept;
    }
}
