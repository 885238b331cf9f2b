using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// Reads a line once, and where that leaves doubt some more times with slightly other frames, by turns with each reader there is; all
/// candidates of all crops are then scored on all of them together. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class LineReading
{
    /// <summary>Crops of a line at most.</summary>
    internal const int CropsMax = 5;

    private const int CandidatesOfCrop = 6;

    // By how much the best text must beat the second, and how probable it must be by the reader, for no more crops to be read: natural
    // logarithms. Readings above these were right in 98 of 100 cases on the samples.
    private const double EnoughMargin = 3, EnoughReading = -0.5;

    // One crop that cuts a character off must not rule the text out.
    private const double LogReadingMin = -6;

    // Left, top, right, bottom growth in parts of the line's own sides. The first is the one measured best alone.
    private static readonly (float Left, float Top, float Right, float Bottom)[] Frames =
        [(0.02f, -0.02f, 0.02f, -0.02f), (0.05f, -0.08f, 0.05f, -0.08f), (0, 0.02f, 0, 0.02f), (0.06f, -0.05f, 0.02f, 0), (0.02f, 0, 0.06f, -0.05f)];

    private readonly IReadOnlyList<LineReaders> _readers;
    private readonly FormatPrior _prior;
    private readonly double _strength;
    private readonly LatticeSearch _search;
    private readonly LatticeScorer _scorer;
    private readonly TextLattice[] _lattices;
    private readonly PlateCandidate[] _candidates = new PlateCandidate[CandidatesOfCrop * CropsMax];
    private readonly float[] _places = new float[PlateText.LengthMax * PlateAlphabet.Columns], _sum = new float[PlateText.LengthMax * PlateAlphabet.Columns];
    private Quad _line;
    private int _count, _crops;

    /// <summary>For one or more readers, the first of which is asked first.</summary>
    internal LineReading(IReadOnlyList<LineReaders> readers, FormatPrior prior, PlateRecognizerOptions options)
    {
        _readers = readers;
        _prior = prior;
        _strength = options.FormatStrength;
        _search = new LatticeSearch(prior, _strength);
        int steps = readers.Max(static r => r.Steps);
        _scorer = new LatticeScorer(steps, prior.Columns);
        _lattices = [.. Enumerable.Range(0, Math.Clamp(options.CropsMax, 1, CropsMax)).Select(_ => new TextLattice(steps))];
    }

    /// <summary>Reads one crop of a line; false if no format makes any text of it.</summary>
    internal bool ReadOnce(in ImageView image, in Quad line, out PlateReading reading)
    {
        _line = line;
        _count = _crops = 0;
        AddCrop(image);
        reading = _count > 0 ? Tell() : default;
        return _count > 0;
    }

    /// <summary>Reads as many more crops of the line of the last call as its doubt asks for.</summary>
    internal PlateReading ReadMore(in ImageView image)
    {
        while (_crops < _lattices.Length && !IsEnough()) AddCrop(image);
        return Tell();
    }

    /// <summary>True if the reading is sure enough without more crops.</summary>
    internal static bool IsEnough(in PlateReading reading) => reading.LogReading > EnoughReading && reading.Margin > EnoughMargin;

    private bool IsEnough() =>
        _candidates[0].LogReading > EnoughReading && (_count < 2 || _candidates[0].Score - _candidates[1].Score > EnoughMargin);

    private void AddCrop(in ImageView image)
    {
        TextLattice lattice = _lattices[_crops];
        // The frames are tried in their order by each reader for itself.
        (float left, float top, float right, float bottom) = Frames[_crops / _readers.Count];
        _readers[_crops % _readers.Count].Read(image, _line.Grow(left, top, right, bottom), lattice);
        _crops++;
        AddCandidates(_search.Find(lattice, _candidates.AsSpan(_count, CandidatesOfCrop)));
        if (_crops > 1) Score();
    }

    // Drops what an earlier crop has said too.
    private void AddCandidates(int added)
    {
        int end = _count + added;
        for (int i = _count; i < end; i++)
        {
            bool known = false;
            for (int k = 0; k < _count && !known; k++) known = _candidates[k].Text == _candidates[i].Text;
            if (!known) _candidates[_count++] = _candidates[i];
        }
    }

    private void Score()
    {
        for (int i = 0; i < _count; i++)
        {
            ref PlateCandidate candidate = ref _candidates[i];
            double sum = 0;
            for (int k = 0; k < _crops; k++) sum += Math.Max(LogReadingMin, _scorer.LogProbability(_lattices[k], candidate.Text));
            candidate = candidate with { LogReading = sum / _crops };
        }
        _candidates.AsSpan(0, _count).Sort(PlateCandidate.BestFirst);
    }

    private PlateReading Tell()
    {
        PlateCandidate best = _candidates[0];
        _prior.LogGain(best.Text, _strength, out int pattern);
        PlateReading reading = new()
        {
            Text = best.Text,
            LogReading = (float)best.LogReading,
            LogGain = (float)best.LogGain,
            Margin = _count > 1 ? (float)(best.Score - _candidates[1].Score) : 10,
            Crops = _crops,
            Pattern = pattern,
        };
        reading.Confidence = ReadingConfidence.Of(reading);
        _sum.AsSpan().Clear();
        for (int k = 0; k < _crops; k++)
        {
            _scorer.Places(_lattices[k], best.Text, _places);
            for (int i = 0; i < best.Text.Length * PlateAlphabet.Columns; i++) _sum[i] += _places[i] / _crops;
        }
        for (int i = 0; i < best.Text.Length; i++) reading.SetPlace(i, PlacePick.From(_sum.AsSpan(i * PlateAlphabet.Columns, PlateAlphabet.Columns)));
        return reading;
    }
}
