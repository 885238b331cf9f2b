using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>Pixels of a part of a picture on a regular grid, as amounts of light. Keeps its buffers; allocates nothing.</summary>
internal sealed class ColorSamples
{
    private readonly float[] _red, _green, _blue;

    internal ColorSamples(int samplesMax)
    {
        _red = new float[samplesMax];
        _green = new float[samplesMax];
        _blue = new float[samplesMax];
        Colors = new LinearColor[samplesMax];
    }

    internal int Count { get; private set; }

    /// <summary>The samples, row by row; <see cref="Count"/> of them are valid.</summary>
    internal LinearColor[] Colors { get; }

    internal void Clear() => Count = 0;

    /// <summary>Adds one pixel; those outside of the picture, and more than there is room for, are left out.</summary>
    internal void Add(in ImageView image, int x, int y)
    {
        if (Count == Colors.Length || (uint)x >= (uint)image.Width || (uint)y >= (uint)image.Height) return;
        int at = Count++, chroma = ((y / 2) * image.ChromaStride) + (image.Layout == PixelLayout.Nv12 ? x / 2 * 2 : x / 2);
        _red[at] = image.Y[(y * image.YStride) + x];
        _green[at] = image.Layout == PixelLayout.Gray8 ? 128 : image.U[chroma];
        _blue[at] = image.Layout switch
        {
            PixelLayout.Gray8 => 128,
            PixelLayout.Nv12 => image.U[chroma + 1],
            _ => image.V[chroma],
        };
    }

    /// <summary>The square of the largest deviation of U and V from their means that 97 of 100 samples stay below; before <see cref="Convert"/>.</summary>
    internal float ChromaSpread(Span<float> scratch)
    {
        double u = 0, v = 0;
        for (int i = 0; i < Count; i++)
        {
            u += _green[i];
            v += _blue[i];
        }
        float meanU = (float)(u / Count), meanV = (float)(v / Count);
        Span<float> deviations = scratch[..Count];
        for (int i = 0; i < Count; i++)
            deviations[i] = ((_green[i] - meanU) * (_green[i] - meanU)) + ((_blue[i] - meanV) * (_blue[i] - meanV));
        deviations.Sort();
        return deviations[Count * 97 / 100];
    }

    /// <summary>Mean luma in steps of the picture's range; before <see cref="Convert"/>.</summary>
    internal float MeanLuma()
    {
        double sum = 0;
        for (int i = 0; i < Count; i++) sum += _red[i];
        return (float)(sum / Count);
    }

    /// <summary>Converts what was added.</summary>
    internal void Convert(in ImageView image)
    {
        ColorConversion conversion = new(image.Matrix, image.FullRange);
        conversion.ToRgb(_red.AsSpan(0, Count), _green.AsSpan(0, Count), _blue.AsSpan(0, Count));
        for (int i = 0; i < Count; i++) Colors[i] = LinearColor.FromSrgb(_red[i], _green[i], _blue[i]);
    }
}
