using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// Reads a line once, and where that leaves doubt some more times with slightly other frames: first the first reader, then the second one
/// where there is one, but for texts of China, whose characters the second one knows better; all candidates of all crops are then scored on all of them together. Not thread-safe; allocates nothing once all
/// readers were asked.
/// </summary>
internal sealed class LineReading
{
    /// <summary>Crops of a line at most.</summary>
    internal const int CropsMax = LineFrames.Count;

    private const int CandidatesOfCrop = 6;

    // By how much the best text must beat the second, and how probable it must be by the reader, for no more crops to be read: natural
    // logarithms. Readings above these were right in 98 of 100 cases on the samples.
    private const double EnoughMargin = 3, EnoughReading = -0.5;

    // Below these what the first reader says is hardly better than a guess.
    private const double PoorMargin = 1, PoorReading = -2;

    // One crop that cuts a character off must not rule the text out.
    private const double LogReadingMin = -6;

    // Who reads which frame: a second reader is large, and asked only if three readings of the first one leave much doubt. Texts of China are its
    // alone: the small reader takes half of the provinces for others.
    private static readonly (int Reader, int Frame)[] Turns = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)], ChineseTurns = [(1, 0), (1, 1), (1, 2), (1, 3), (1, 4)];

    private readonly IReadOnlyList<LineReaders> _readers;
    private readonly FormatPrior _prior;
    private readonly double _strength;
    private readonly LatticeSearch _search;
    private readonly LatticeScorer _scorer;
    private readonly TextLattice[] _lattices;
    private readonly TextLattice _second = new(1);
    private readonly PlateCandidate[] _candidates = new PlateCandidate[CandidatesOfCrop * CropsMax];
    private readonly float[] _places = new float[PlateText.LengthMax * PlateAlphabet.Columns], _sum = new float[PlateText.LengthMax * PlateAlphabet.Columns];
    private PlateLine _line;
    private readonly bool _expectsChinese;
    private int _count, _crops;
    private bool _isChinese;

    /// <summary>For one or two readers, the first of which is asked first.</summary>
    internal LineReading(IReadOnlyList<LineReaders> readers, FormatPrior prior, PlateRecognizerOptions options)
    {
        _readers = readers;
        _prior = prior;
        _strength = options.FormatStrength;
        _search = new LatticeSearch(prior, _strength);
        _expectsChinese = readers.Count > 1 && prior.IsMostlyChinese;
        _scorer = new LatticeScorer(1, prior.Columns);
        _lattices = [.. Enumerable.Range(0, Math.Clamp(options.CropsMax, 1, CropsMax)).Select(static _ => new TextLattice(1))];
    }

    /// <summary>Reads one crop of a line; false if no format makes any text of it.</summary>
    internal bool ReadOnce(in ImageView image, in PlateLine line, out PlateReading reading)
    {
        _line = line;
        _count = _crops = 0;
        _isChinese = _expectsChinese;
        AddCrop(image);
        if (!_isChinese && _readers.Count > 1 && _count > 0 && PlateAlphabet.Column(_candidates[0].Text[0]) > PlateAlphabet.LatinColumns)
        {
            _count = _crops = 0;
            _isChinese = true;
            AddCrop(image);
        }
        // What is a plate says something, even if the first frame does not show it.
        if (_count == 0 && line.IsPlate && _lattices.Length > 1) AddCrop(image);
        reading = _count > 0 ? Tell() : default;
        return _count > 0;
    }

    /// <summary>Reads as many more crops of the line of the last call as its doubt asks for.</summary>
    internal PlateReading ReadMore(in ImageView image)
    {
        while (_crops < _lattices.Length && !IsEnough() && !IsBetterAlone()) AddCrop(image);
        return Tell();
    }

    /// <summary>True if the reading is sure enough without more crops.</summary>
    internal static bool IsEnough(in PlateReading reading) => reading.LogReading > EnoughReading && reading.Margin > EnoughMargin;

    private bool IsEnough() =>
        _candidates[0].LogReading > EnoughReading && (_count < 2 || _candidates[0].Score - _candidates[1].Score > EnoughMargin);

    // Asked too early, the second reader outvotes right readings of small plates: of 14 doubtful US ones 12 were right before and 10 after.
    private bool IsBetterAlone() =>
        _readers.Count > 1 && !_isChinese && Turns[_crops].Reader > 0 && AnyReading(_candidates[0].Text) > PoorReading
        && (_count < 2 || _candidates[0].Score - _candidates[1].Score > PoorMargin);

    private void AddCrop(in ImageView image)
    {
        TextLattice lattice = _lattices[_crops];
        (int reader, int frame) = _readers.Count == 1 ? (0, _crops) : (_isChinese ? ChineseTurns : Turns)[_crops];
        Read(image, _readers[reader], frame, lattice);
        _crops++;
        AddCandidates(_search.Find(lattice, _candidates.AsSpan(_count, CandidatesOfCrop)));
        if (_crops > 1) Score();
    }

    // The lines of a plate with two of them are read one after the other and joined, so that the formats see the whole number.
    private void Read(in ImageView image, LineReaders reader, int frame, TextLattice lattice)
    {
        bool isTwo = _line.Kind == PlateLineKind.TwoLinePlate;
        int steps = isTwo ? (2 * reader.Steps) + 1 : reader.Steps;
        lattice.Reserve(steps);
        _scorer.Reserve(steps);
        Quad whole = LineFrames.Of(image, _line, reader.IsStretched, frame);
        if (!isTwo)
        {
            reader.Read(image, whole, lattice);
            return;
        }
        _second.Reserve(reader.Steps);
        reader.Read(image, new Quad(whole.TopLeft, whole.TopRight, whole.At(1, 0.5f), whole.At(0, 0.5f)), lattice);
        reader.Read(image, new Quad(whole.At(0, 0.5f), whole.At(1, 0.5f), whole.BottomRight, whole.BottomLeft), _second);
        lattice.Append(_second);
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

    // The probability of a text by any of the crops: one that one reader is sure of is no less sure for another one that made out nothing.
    // Candidates are compared by the mean of the logarithms instead, in which each crop has a veto.
    private double AnyReading(in PlateText text)
    {
        if (_crops == 1) return _candidates[0].LogReading;
        double sum = 0;
        for (int k = 0; k < _crops; k++) sum += Math.Exp(_scorer.LogProbability(_lattices[k], text));
        return Math.Log(Math.Max(sum / _crops, double.Epsilon));
    }

    private PlateReading Tell()
    {
        PlateCandidate best = _candidates[0];
        _prior.LogGain(best.Text, _strength, out int pattern);
        PlateReading reading = new()
        {
            Text = best.Text,
            LogReading = (float)AnyReading(best.Text),
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
