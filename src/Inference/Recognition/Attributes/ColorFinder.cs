using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>
/// Finds the dominant colours of an object: takes the colour of the light out, gathers pixels with weights that fall from the middle
/// outwards, clusters them in OKLab, discounts what also lies round the object (road, wall) and dark glass, and names the rest. A grey,
/// infra-red or dark frame has no colours, and none are reported. Not thread-safe; allocates nothing.
/// </summary>
public sealed class ColorFinder
{
    private const int Grid = 24;
    private const int RingSamplesMax = 256;

    // Fewer pixels of the part than that say nothing.
    private const int PixelsMin = 24;

    // A colour covers at least this part, or it is a detail.
    private const float ScoreMin = 0.15f;

    // A pixel round the object that is nearer to a cluster than this is of the same surface.
    private const float SameSurface = 0.05f * 0.05f;
    private const float BackgroundDiscount = 0.8f;
    private const float GlassDiscount = 0.5f;
    private const float PaintBonus = 1.5f;

    // Clusters of a chroma from which a hue means something, within so many degrees, are one paint in other light.
    private const float GlossChromaMin = 0.04f;
    private const float SameHueDegrees = 30;
    private const float BodyPart = 0.15f;

    // The ring round the object is a tenth of its size wide.
    private const float RingPart = 0.1f;
    private static readonly int NameCount = Enum.GetValues<ColorName>().Length;

    private readonly Illuminant _light = new();
    private readonly ColorSamples _samples = new(Grid * Grid);
    private readonly ColorSamples _ring = new(RingSamplesMax);
    private readonly OkLab[] _colors = new OkLab[Grid * Grid];
    private readonly float[] _weights = new float[Grid * Grid];
    private readonly ColorClusters _clusters = new();
    private readonly float[] _scores = new float[NameCount];
    private readonly (double L, double A, double B)[] _sums = new (double, double, double)[NameCount];

    /// <summary>Finds the colours of an object as a whole: its box is also where its background begins.</summary>
    /// <inheritdoc cref="Find(in ImageView, in ObjectPart, Span{ObjectColor})"/>
    public int Find(in ImageView image, in BoundingBox part, Span<ObjectColor> colors) =>
        Find(image, new ObjectPart(part, part, HasWindows: false), colors);

    /// <summary>Finds the colours of a part of an object.</summary>
    /// <param name="image">The whole frame: the colour of the light is estimated over all of it.</param>
    /// <param name="part">Which part.</param>
    /// <param name="colors">Takes the colours, the largest first; 2 or 3 places are plenty.</param>
    /// <returns>How many were written; 0 for a grey, infra-red or dark frame, or a part of too few pixels.</returns>
    public int Find(in ImageView image, in ObjectPart part, Span<ObjectColor> colors)
    {
        if (!_light.Estimate(image) || !Gather(image, part.Area)) return 0;
        for (int i = 0; i < _samples.Count; i++) _colors[i] = OkLab.From(_samples.Colors[i] * _light.Gains);
        _clusters.Build(_colors.AsSpan(0, _samples.Count), _weights.AsSpan(0, _samples.Count));
        DiscountBackground(image, part.Whole);
        Name(part.HasWindows);
        return Write(colors);
    }

    private bool Gather(in ImageView image, in BoundingBox area)
    {
        BoundingBox inside = area.ClipToFrame();
        float width = inside.Width * image.Width, height = inside.Height * image.Height;
        if (!(width * height >= PixelsMin)) return false;
        _samples.Clear();
        for (int row = 0; row < Grid; row++)
        {
            for (int column = 0; column < Grid; column++)
            {
                float x = (column + 0.5f) / Grid, y = (row + 0.5f) / Grid;
                int before = _samples.Count;
                _samples.Add(image, (int)((inside.X + (x * inside.Width)) * image.Width), (int)((inside.Y + (y * inside.Height)) * image.Height));
                // Gaussian with a deviation of a third of the side.
                float dx = (x - 0.5f) * 3, dy = (y - 0.5f) * 3;
                if (_samples.Count > before) _weights[before] = MathF.Exp(-((dx * dx) + (dy * dy)) / 2);
            }
        }
        _samples.Convert(image);
        return _samples.Count > 0;
    }

    // Clusters lose weight by the part of the surroundings that look the same.
    private void DiscountBackground(in ImageView image, in BoundingBox whole)
    {
        float marginX = whole.Width * RingPart, marginY = whole.Height * RingPart;
        int perSide = RingSamplesMax / 4;
        _ring.Clear();
        for (int i = 0; i < perSide; i++)
        {
            float along = (i + 0.5f) / perSide, x = whole.X + (along * whole.Width), y = whole.Y + (along * whole.Height);
            AddRing(image, x, whole.Y - marginY);
            AddRing(image, x, whole.Bottom + marginY);
            AddRing(image, whole.X - marginX, y);
            AddRing(image, whole.Right + marginX, y);
        }
        if (_ring.Count == 0) return;
        _ring.Convert(image);
        Span<float> shares = stackalloc float[ColorClusters.ClustersMax];
        shares.Clear();
        for (int i = 0; i < _ring.Count; i++)
        {
            int cluster = _clusters.Nearest(OkLab.From(_ring.Colors[i] * _light.Gains), out float distance);
            if (distance < SameSurface) shares[cluster] += 1f / _ring.Count;
        }
        for (int k = 0; k < _clusters.Count; k++) _clusters.Weights[k] *= 1 - (BackgroundDiscount * shares[k]);
    }

    private void AddRing(in ImageView image, float x, float y)
    {
        if (x is >= 0 and < 1 && y is >= 0 and < 1) _ring.Add(image, (int)(x * image.Width), (int)(y * image.Height));
    }

    private void Name(bool hasWindows)
    {
        Array.Clear(_scores);
        Array.Clear(_sums);
        float total = 0;
        for (int k = 0; k < _clusters.Count; k++)
        {
            OkLab color = hasWindows ? BodyColor(k) : _clusters.Centers[k];
            ColorName name = ColorNaming.Of(color);
            float weight = _clusters.Weights[k];
            if (hasWindows && name == ColorName.Black) weight *= GlassDiscount;
            if (hasWindows && name is not (ColorName.Black or ColorName.Gray or ColorName.White)) weight *= PaintBonus;
            (double l, double a, double b) = _sums[(int)name];
            _sums[(int)name] = (l + (weight * color.L), a + (weight * color.A), b + (weight * color.B));
            _scores[(int)name] += weight;
            total += weight;
        }
        for (int n = 0; n < NameCount && total > 0; n++)
        {
            if (!(_scores[n] > 0)) continue;
            (double l, double a, double b) = _sums[n];
            _sums[n] = (l / _scores[n], a / _scores[n], b / _scores[n]);
            _scores[n] /= total;
        }
    }

    // Gloss adds the light's colour to that of the paint (Shafer's dichromatic reflection model, 1985): the sky on a red roof looks pink.
    // Where a good part of the same hue is more saturated, that is the paint.
    private OkLab BodyColor(int cluster)
    {
        OkLab seen = _clusters.Centers[cluster], body = seen;
        if (seen.Chroma < GlossChromaMin) return seen;
        for (int k = 0; k < _clusters.Count; k++)
        {
            OkLab other = _clusters.Centers[k];
            float turn = MathF.Abs(other.Hue - seen.Hue);
            if (MathF.Min(turn, 360 - turn) > SameHueDegrees || other.Chroma < GlossChromaMin) continue;
            if (_clusters.Weights[k] >= BodyPart * _clusters.Weights[cluster] && other.Chroma / other.L > body.Chroma / body.L) body = other;
        }
        return body;
    }

    private int Write(Span<ObjectColor> colors)
    {
        int written = 0;
        while (written < colors.Length)
        {
            int best = 0;
            for (int n = 1; n < NameCount; n++)
                if (_scores[n] > _scores[best]) best = n;
            if (_scores[best] < ScoreMin) break;
            (double l, double a, double b) = _sums[best];
            (byte red, byte green, byte blue) = new OkLab((float)l, (float)a, (float)b).ToLinear().ToSrgb();
            colors[written++] = new ObjectColor((ColorName)best, red, green, blue, _scores[best]);
            _scores[best] = 0;
        }
        return written;
    }
}
