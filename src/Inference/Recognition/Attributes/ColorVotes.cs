namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>The colours of one part of one track, voted over its frames: shadows and wrong boxes of single frames fall out.</summary>
public sealed class ColorVotes
{
    private static readonly int NameCount = Enum.GetValues<ColorName>().Length;

    private readonly double[] _scores = new double[NameCount];
    private readonly (double Red, double Green, double Blue)[] _sums = new (double, double, double)[NameCount];
    private double _weight;

    /// <summary>How many frames voted.</summary>
    public int Votes { get; private set; }

    /// <summary>Adds what one frame shows.</summary>
    /// <param name="colors">From <see cref="ColorFinder"/>; a frame without colours does not count.</param>
    /// <param name="weight">Above 0; for example the detector's score times the box's height in pixels.</param>
    public void Add(ReadOnlySpan<ObjectColor> colors, float weight)
    {
        if (!(weight > 0) || !float.IsFinite(weight)) throw new ArgumentOutOfRangeException(nameof(weight), weight, "a weight is a number above 0");
        if (colors.IsEmpty) return;
        foreach (ref readonly ObjectColor color in colors)
        {
            double share = (double)color.Score * weight;
            int name = (int)color.Name;
            _scores[name] += share;
            (double red, double green, double blue) = _sums[name];
            _sums[name] = (red + (share * color.Red), green + (share * color.Green), blue + (share * color.Blue));
        }
        _weight += weight;
        Votes++;
    }

    /// <summary>The colours by their votes, the strongest first; the score is the mean part of the surface over the frames.</summary>
    /// <param name="colors">Takes them.</param>
    /// <param name="scoreMin">Weaker ones are left out, 0..1.</param>
    /// <returns>How many were written.</returns>
    public int Result(Span<ObjectColor> colors, float scoreMin = 0.2f)
    {
        Span<bool> taken = stackalloc bool[NameCount];
        taken.Clear();
        int written = 0;
        while (written < colors.Length)
        {
            int best = -1;
            for (int n = 0; n < NameCount; n++)
                if (!taken[n] && _scores[n] > 0 && (best < 0 || _scores[n] > _scores[best])) best = n;
            if (best < 0 || _scores[best] < scoreMin * _weight) break;
            taken[best] = true;
            (double red, double green, double blue) = _sums[best];
            colors[written++] = new ObjectColor(
                (ColorName)best, Mean(red, best), Mean(green, best), Mean(blue, best), (float)(_scores[best] / _weight));
        }
        return written;
    }

    /// <summary>Forgets, for the next track.</summary>
    public void Clear()
    {
        Array.Clear(_scores);
        Array.Clear(_sums);
        _weight = 0;
        Votes = 0;
    }

    private byte Mean(double sum, int name) => (byte)Math.Clamp((sum / _scores[name]) + 0.5, 0, 255);
}
