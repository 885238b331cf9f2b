using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// Reads a line once, and where that leaves doubt some more times with slightly other frames; all candidates of all crops are then
/// scored on all of them together. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class LineReading
{
    private const int CandidatesOfCrop = 6;

    /// <summary>By how much better the best text of a crop must be for it to be enough (natural logarithm).</summary>
    private const double EnoughMargin = 3;

    /// <summary>And how probable it must be by the reader.</summary>
    private const double EnoughReading = -0.7;

    // Left, top, right, bottom growth in parts of the line's own sides. The first is the one measured best alone.
    private static readonly (float Left, float Top, float Right, float Bottom)[] Frames =
        [(0, 0, 0, 0), (0.02f, 0.08f, 0.02f, 0.08f), (-0.01f, -0.08f, -0.01f, -0.08f), (0.03f, -0.04f, 0, 0.06f), (0, 0.06f, 0.03f, -0.04f)];

    private static readonly float[]? s_x = Environment.GetEnvironmentVariable("FRAME") is { } f ? [.. f.Split(',').Select(v => float.Parse(v, System.Globalization.CultureInfo.InvariantCulture))] : null;
    private readonly LineReaders _reader;
    private readonly FormatPrior _prior;
    private readonly double _strength;
    private readonly LatticeSearch _search;
    private readonly LatticeScorer _scorer;
    private readonly TextLattice[] _lattices;
    private readonly PlateCandidate[] _candidates = new PlateCandidate[CandidatesOfCrop * 5];
    private readonly float[] _places = new float[PlateText.LengthMax * PlateAlphabet.Columns], _sum = new float[PlateText.LengthMax * PlateAlphabet.Columns];

    internal LineReading(LineReaders reader, FormatPrior prior, PlateRecognizerOptions options)
    {
        _reader = reader;
        _prior = prior;
        _strength = options.FormatStrength;
        _search = new LatticeSearch(prior, _strength);
        _scorer = new LatticeScorer(reader.Steps, prior.Columns);
        _lattices = [.. Enumerable.Range(0, Math.Clamp(options.CropsMax, 1, Frames.Length)).Select(_ => new TextLattice(reader.Steps))];
    }

    /// <summary>Reads a line; false if no format makes any text of it.</summary>
    internal bool Read(in ImageView image, in Quad line, out PlateReading reading)
    {
        reading = default;
        int count = 0, crops = 0;
        do
        {
            TextLattice lattice = _lattices[crops];
            (float left, float top, float right, float bottom) = Frames[crops];
            if (s_x is { } x) { left += x[0]; right += x[0]; top += x[1]; bottom += x[1]; }
            _reader.Read(image, line.Grow(left, top, right, bottom), lattice);
            crops++;
            count = Add(count, _search.Find(lattice, _candidates.AsSpan(count, CandidatesOfCrop)));
            if (crops == 1 && count == 0) return false;
        }
        while (crops < _lattices.Length && !IsEnough(count, crops));
        if (count == 0) return false;
        Score(count, crops);
        reading = Tell(count, crops);
        return true;
    }

    private bool IsEnough(int count, int crops) =>
        crops == 1 && _candidates[0].LogReading > EnoughReading && (count < 2 || _candidates[0].Score - _candidates[1].Score > EnoughMargin);

    // Drops what an earlier crop has said too.
    private int Add(int count, int added)
    {
        int kept = count;
        for (int i = count; i < count + added; i++)
        {
            bool known = false;
            for (int k = 0; k < kept && !known; k++) known = _candidates[k].Text == _candidates[i].Text;
            if (!known) _candidates[kept++] = _candidates[i];
        }
        return kept;
    }

    private void Score(int count, int crops)
    {
        for (int i = 0; i < count; i++)
        {
            ref PlateCandidate candidate = ref _candidates[i];
            double sum = 0;
            for (int k = 0; k < crops; k++) sum += Math.Max(-12, _scorer.LogProbability(_lattices[k], candidate.Text));
            candidate = candidate with { LogReading = sum / crops };
        }
        _candidates.AsSpan(0, count).Sort(PlateCandidate.BestFirst);
    }

    private PlateReading Tell(int count, int crops)
    {
        PlateCandidate best = _candidates[0];
        _prior.LogGain(best.Text, _strength, out int pattern);
        PlateReading reading = new()
        {
            Text = best.Text,
            LogReading = (float)best.LogReading,
            LogGain = (float)best.LogGain,
            Margin = count > 1 ? (float)(best.Score - _candidates[1].Score) : 10,
            Crops = crops,
            Pattern = pattern,
        };
        reading.Confidence = ReadingConfidence.Of(reading);
        _sum.AsSpan().Clear();
        for (int k = 0; k < crops; k++)
        {
            _scorer.Places(_lattices[k], best.Text, _places);
            for (int i = 0; i < best.Text.Length * PlateAlphabet.Columns; i++) _sum[i] += _places[i] / crops;
        }
        for (int i = 0; i < best.Text.Length; i++) reading.SetPlace(i, PlacePick.From(_sum.AsSpan(i * PlateAlphabet.Columns, PlateAlphabet.Columns)));
        return reading;
    }
}
