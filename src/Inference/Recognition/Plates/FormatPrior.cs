namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// How likely a text is to stand on a plate, by the formats of a region. A format is a way to make texts: with the chance of its weight
/// it is chosen, then each slot takes one of its characters evenly. What is told is the logarithm of that chance over that of the same
/// text if all 36 letters and digits were as likely in every place: 0 means that the formats say nothing. Immutable; allocates nothing
/// when asked.
/// </summary>
public sealed class FormatPrior
{
    // A text that no format makes. Not impossible: formats change, and lists are not complete.
    private const double NoFormat = -9;

    // A first group that is not in a complete list: a new district, or a misreading.
    private const double UnknownPrefix = -4;

    // A typical share of one length among the lengths 5 to 8, by which weights are compared with an even chance.
    private const double LengthShare = 0.25;

    private readonly CompiledPattern[] _patterns;
    private readonly ulong[] _allowed;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>[] _prefixes;

    private FormatPrior(IReadOnlyList<string> regions, CompiledPattern[] patterns)
    {
        Regions = regions;
        _patterns = patterns;
        Words = (patterns.Length + 63) / 64;
        _allowed = new ulong[PlateText.LengthMax * PlateAlphabet.Columns * Words];
        Complete = [.. Enumerable.Range(0, PlateText.LengthMax + 1).Select(_ => new ulong[Words])];
        for (int p = 0; p < patterns.Length; p++) Add(p);
        _prefixes = [.. patterns.Select(static p => (p.Prefixes ?? []).GetAlternateLookup<ReadOnlySpan<char>>())];
    }

    /// <summary>The regions that it was made of.</summary>
    public IReadOnlyList<string> Regions { get; }

    /// <summary>Patterns that it holds.</summary>
    public int PatternCount => _patterns.Length;

    /// <summary>Longest text that any pattern makes.</summary>
    internal int LengthMax { get; private set; }

    /// <summary>Columns that any pattern has, one bit a column.</summary>
    internal UInt128 Columns { get; private set; }

    /// <summary>Whether most texts begin with a character of China.</summary>
    internal bool IsMostlyChinese => 2 * _patterns.Where(static p => IsChinese(p.Sets[0])).Sum(static p => p.Weight) > _patterns.Sum(static p => p.Weight);

    /// <summary>Words of a set of patterns.</summary>
    internal int Words { get; }

    /// <summary>By length: the patterns that make texts of it.</summary>
    internal ulong[][] Complete { get; }

    /// <summary>The index of the pattern that explains a text best, and the logarithm of how much likelier it makes the text.</summary>
    /// <param name="text">Characters of <see cref="PlateAlphabet"/>.</param>
    /// <param name="strength">By which the gains of slots are multiplied: 1 is Bayes' rule, less trusts the formats less.</param>
    /// <param name="pattern">-1 if no pattern makes it.</param>
    public double LogGain(in PlateText text, double strength, out int pattern)
    {
        double sum = 0, best = double.NegativeInfinity;
        pattern = -1;
        Span<char> characters = stackalloc char[PlateText.LengthMax];
        ReadOnlySpan<char> all = characters[..text.CopyTo(characters)];
        for (int p = 0; p < _patterns.Length; p++)
        {
            if (!Makes(p, all)) continue;
            double gain = Math.Log(_patterns[p].Weight / LengthShare) + (strength * (_patterns[p].Gain[all.Length] + PrefixGain(p, all)));
            sum += Math.Exp(gain);
            if (gain > best) (best, pattern) = (gain, p);
        }
        return pattern < 0 ? NoFormat : Math.Max(NoFormat, Math.Log(sum));
    }

    /// <summary>The country of a pattern; empty where it says nothing.</summary>
    public string Country(int pattern) => pattern < 0 ? "" : _patterns[pattern].Country;

    /// <summary>The patterns of one or more files together; each file has the same weight.</summary>
    internal static FormatPrior Create(IReadOnlyList<PlateFormatFile> files)
    {
        List<CompiledPattern> patterns = [];
        foreach (PlateFormatFile file in files)
        {
            double total = file.Formats.Sum(static f => f.Weight) * files.Count;
            foreach (PlateFormat format in file.Formats)
            {
                List<PatternSlots> slots = [.. format.Patterns.SelectMany(p => PatternParser.Expand(p, format.Never))];
                patterns.AddRange(slots.Select(s => new CompiledPattern(s, format, format.Weight / total / slots.Count)));
            }
        }
        return new FormatPrior([.. files.Select(static f => f.Region)], [.. patterns]);
    }

    /// <summary>The patterns that may have a column at a place.</summary>
    internal ReadOnlySpan<ulong> Allowed(int place, int column) => _allowed.AsSpan(((place * PlateAlphabet.Columns) + column) * Words, Words);

    /// <summary>The largest gain of the first characters among some patterns.</summary>
    internal float BestGain(ReadOnlySpan<ulong> patterns, int length)
    {
        float best = 0;
        for (int w = 0; w < patterns.Length; w++)
        {
            for (ulong bits = patterns[w]; bits != 0; bits &= bits - 1)
            {
                float[] gain = _patterns[(w * 64) + System.Numerics.BitOperations.TrailingZeroCount(bits)].Gain;
                if (gain[length] > best) best = gain[length];
            }
        }
        return best;
    }

    /// <summary>The columns that a pattern allows at a place.</summary>
    internal UInt128 Slot(int pattern, int place) => _patterns[pattern].Sets[place];

    /// <summary>Characters of the texts of a pattern.</summary>
    internal int Length(int pattern) => _patterns[pattern].Sets.Length;

    private static bool IsChinese(UInt128 columns) => columns >> (PlateAlphabet.LatinColumns + 1) != 0;

    private void Add(int p)
    {
        UInt128[] sets = _patterns[p].Sets;
        LengthMax = Math.Max(LengthMax, sets.Length);
        Complete[sets.Length][p / 64] |= 1UL << (p % 64);
        for (int place = 0; place < sets.Length; place++)
        {
            Columns |= sets[place];
            for (int column = 1; column < PlateAlphabet.Columns; column++)
                if ((sets[place] >> column & 1) != 0) _allowed[(((place * PlateAlphabet.Columns) + column) * Words) + (p / 64)] |= 1UL << (p % 64);
        }
    }

    private bool Makes(int p, ReadOnlySpan<char> text)
    {
        UInt128[] sets = _patterns[p].Sets;
        if (sets.Length != text.Length) return false;
        for (int i = 0; i < text.Length; i++)
            if ((sets[i] >> PlateAlphabet.Column(text[i]) & 1) == 0) return false;
        return true;
    }

    private double PrefixGain(int p, ReadOnlySpan<char> text)
    {
        CompiledPattern pattern = _patterns[p];
        if (pattern.Prefixes is null) return 0;
        return _prefixes[p].Contains(text[..pattern.FirstGroup]) ? pattern.PrefixGain : UnknownPrefix;
    }
}
