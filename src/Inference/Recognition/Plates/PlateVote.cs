using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// The vote over the readings of one vehicle: for each length of text and each place the logarithms of the probabilities of all
/// characters are summed, weighted by the sharpness and width of the line and the confidence of the reading; the length with the most
/// weight is taken, then the text of the largest sum with the formats as a prior. The result does not depend on the order of
/// readings but for ties of the evidence. Bounded memory (about 40 kB); may be used again after <see cref="Clear"/>. Not thread-safe.
/// </summary>
public sealed class PlateVote
{
    /// <summary>Readings from which a preview makes sense.</summary>
    public const int PreviewReadings = 5;

    // Texts of readings that are kept to count agreement; later ones count by their text only if it is known already.
    private const int TextsMax = 32;

    // A line of text of this width has all the detail that the reader's input shows.
    private const float FullWidthPixels = 140;

    // A reading says nothing certain: no character is ruled out by it alone.
    private const float ProbabilityMin = 0.002f;

    private readonly FormatPrior _formats;
    private readonly double _strength;
    private readonly float _detectorScoreMin;
    private readonly double[][] _sums;
    private readonly double[] _weights = new double[PlateText.LengthMax + 1];
    private readonly VotedText[] _texts = new VotedText[TextsMax];
    private int _textCount;

    /// <summary>An empty vote.</summary>
    /// <param name="formats">The formats of the recogniser whose readings are counted.</param>
    /// <param name="strength">How much they count: <see cref="PlateRecognizerOptions.FormatStrength"/>.</param>
    /// <param name="detectorScoreMin">Lines that the text detector is less sure of are not counted: badges, grilles.</param>
    public PlateVote(FormatPrior formats, double strength = 0.7, float detectorScoreMin = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(formats);
        _formats = formats;
        _strength = strength;
        _detectorScoreMin = detectorScoreMin;
        _sums = [.. Enumerable.Range(0, PlateText.LengthMax + 1).Select(static n => new double[n * PlateAlphabet.Columns])];
    }

    /// <summary>Readings counted.</summary>
    public int Readings { get; private set; }

    /// <summary>True once a preview makes sense.</summary>
    public bool HasPreview => Readings >= PreviewReadings;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (double[] sum in _sums) Array.Clear(sum);
        Array.Clear(_weights);
        _textCount = 0;
        Readings = 0;
    }

    /// <summary>Counts a reading.</summary>
    /// <param name="sighting">The plate as read in one frame.</param>
    /// <param name="time">When the frame was taken.</param>
    /// <returns>False if the text detector's score is too low; then nothing is counted.</returns>
    public bool Add(in PlateSighting sighting, MediaTime time)
    {
        if (sighting.DetectorScore < _detectorScoreMin || sighting.Reading.Text.IsEmpty) return false;
        PlateReading reading = sighting.Reading;
        double weight = Weight(sighting);
        int length = reading.Text.Length;
        double[] sums = _sums[length];
        for (int place = 0; place < length; place++)
        {
            PlacePick pick = reading[place];
            for (int column = 1; column < PlateAlphabet.Columns; column++)
                sums[(place * PlateAlphabet.Columns) + column] += weight * Math.Log(Math.Max(ProbabilityMin, pick.Of(column)));
        }
        _weights[length] += weight * reading.Confidence;
        Readings++;
        Remember(sighting, time, weight * reading.Confidence);
        return true;
    }

    /// <summary>The result so far.</summary>
    /// <returns>False if nothing was counted.</returns>
    public bool TryDecide(out PlateVerdict verdict)
    {
        verdict = default;
        if (Readings == 0) return false;
        int length = 0;
        for (int n = 1; n < _weights.Length; n++)
            if (_weights[n] > _weights[length]) length = n;
        PlateText text = BestText(length, out int pattern);
        int nearest = Nearest(text);
        if (nearest < 0) return false;
        VotedText voted = _texts[nearest];
        bool isSame = voted.Text == text;
        PlateReading reading = voted.Best.Reading;
        reading.Text = text;
        reading.Pattern = pattern;
        reading.LogGain = (float)_formats.LogGain(text, _strength, out _);
        reading.Confidence = Confidence(isSame ? voted : default, reading.Confidence);
        SetPlaces(ref reading, length);
        verdict = new PlateVerdict(reading, Readings, isSame ? voted.Count : 0, voted.Best, voted.Time);
        return true;
    }

    private static double Weight(in PlateSighting sighting) =>
        Math.Clamp(sighting.LinePixels / FullWidthPixels, 0.2f, 1) * Math.Clamp(0.25f + sighting.Sharpness, 0.25f, 1);

    private void Remember(in PlateSighting sighting, MediaTime time, double worth)
    {
        int at = 0;
        while (at < _textCount && _texts[at].Text != sighting.Reading.Text) at++;
        if (at == TextsMax) return;
        if (at == _textCount) _texts[_textCount++] = new VotedText { Text = sighting.Reading.Text, Worth = -1 };
        ref VotedText text = ref _texts[at];
        text.Count++;
        text.Weight += worth;
        text.Doubt = text.Count == 1 ? 1 - sighting.Reading.Confidence : Math.Min(text.Doubt, 1 - sighting.Reading.Confidence);
        if (worth <= text.Worth) return;
        text.Worth = worth;
        text.Best = sighting;
        text.Time = time;
    }

    // For each format of the length the sum of the best character of each place that it allows.
    private PlateText BestText(int length, out int pattern)
    {
        double best = double.NegativeInfinity;
        PlateText text = default;
        pattern = -1;
        for (int p = 0; p < _formats.PatternCount; p++)
        {
            if (_formats.Length(p) != length) continue;
            PlateText candidate = default;
            double score = 0;
            for (int place = 0; place < length; place++)
            {
                int column = BestColumn(length, place, _formats.Slot(p, place));
                score += _sums[length][(place * PlateAlphabet.Columns) + column];
                candidate.Append(PlateAlphabet.Character(column));
            }
            score += _formats.LogGain(candidate, _strength, out _);
            if (score > best || (score == best && PlateText.Compare(candidate, text) < 0)) (best, text, pattern) = (score, candidate, p);
        }
        return text;
    }

    private int BestColumn(int length, int place, UInt128 allowed)
    {
        ReadOnlySpan<double> sums = _sums[length].AsSpan(place * PlateAlphabet.Columns, PlateAlphabet.Columns);
        int best = 0;
        for (int column = 1; column < sums.Length; column++)
            if ((allowed >> column & 1) != 0 && (best == 0 || sums[column] > sums[best])) best = column;
        return best;
    }

    // The text itself if a reading said it, else the one that differs least, whose frame is then the evidence.
    private int Nearest(in PlateText text)
    {
        int nearest = -1;
        float least = float.PositiveInfinity;
        for (int i = 0; i < _textCount; i++)
        {
            float distance = PlateDistance.Between(_texts[i].Text, text);
            if (distance < least || (distance == least && _texts[i].Worth > _texts[nearest].Worth)) (nearest, least) = (i, distance);
        }
        return nearest;
    }

    // Readings of one vehicle fail together (dirt, angle): each agreeing one halves the doubt of the best, and dissent keeps its share.
    private float Confidence(in VotedText agreed, float single)
    {
        double total = 0;
        for (int i = 0; i < _textCount; i++) total += _texts[i].Weight;
        if (agreed.Count == 0) return single / 2;
        double doubt = agreed.Doubt * Math.Pow(0.5, Math.Min(agreed.Count - 1, 4));
        return (float)((1 - doubt) * (total > 0 ? agreed.Weight / total : 1));
    }

    private void SetPlaces(ref PlateReading reading, int length)
    {
        Span<float> row = stackalloc float[PlateAlphabet.Columns];
        for (int place = 0; place < length; place++)
        {
            ReadOnlySpan<double> sums = _sums[length].AsSpan(place * PlateAlphabet.Columns, PlateAlphabet.Columns);
            double most = double.NegativeInfinity, total = 0;
            for (int c = 1; c < sums.Length; c++) most = Math.Max(most, sums[c]);
            for (int c = 1; c < sums.Length; c++) total += Math.Exp(sums[c] - most);
            for (int c = 1; c < sums.Length; c++) row[c] = (float)(Math.Exp(sums[c] - most) / total);
            reading.SetPlace(place, PlacePick.From(row));
        }
    }

    private struct VotedText
    {
        internal PlateText Text;
        internal int Count;
        internal double Weight, Worth, Doubt;
        internal PlateSighting Best;
        internal MediaTime Time;
    }
}
