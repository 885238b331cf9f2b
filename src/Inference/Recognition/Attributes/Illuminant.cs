using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>
/// Estimates the colour of the light of a frame: shades of grey (Finlayson and Trezzi, 2004: the Minkowski norm of order 6 of each
/// channel), over pixels weighted by how near to grey they are under the estimate so far, so that a large red wall does not pass for red
/// light. The correction is limited. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class Illuminant
{
    private const int Columns = 48, Rows = 27;
    private const int Iterations = 3;

    // A channel is raised or lowered by at most this factor of light: daylight to shade, not a sodium lamp to white.
    private const float GainMax = 1.6f;

    // Pixels of which a channel has less than the others by a larger part of light than this have little say.
    private const float GraySaturation = 0.3f;

    // Chroma that deviates by less than 3 steps of 255 in 97 of 100 pixels: infra-red, a grey camera, or too little light for colours. (A
    // grey clip: 0.9 to 1.2. A car park, empty: 1.8 to 2.5, with a white car 2.2 to 5; street and indoor clips: 7 to 36.)
    private const float ChromaDeviationMin = 3;
    private const float LumaMin = 20;
    private const float LightMin = 0.004f, LightMax = 0.9f;

    private readonly ColorSamples _samples = new(Columns * Rows);
    private readonly float[] _scratch = new float[Columns * Rows];

    /// <summary>Factors of light that take the colour of the light out.</summary>
    internal LinearColor Gains { get; private set; } = new(1, 1, 1);

    /// <summary>Looks at a frame.</summary>
    /// <returns>False if the frame has no colours to speak of: grey, infra-red, or dark.</returns>
    internal bool Estimate(in ImageView image)
    {
        if (image.Layout == PixelLayout.Gray8) return false;
        _samples.Clear();
        for (int row = 0; row < Rows; row++)
            for (int column = 0; column < Columns; column++)
                _samples.Add(image, ((2 * column) + 1) * image.Width / (2 * Columns), ((2 * row) + 1) * image.Height / (2 * Rows));
        float luma = _samples.MeanLuma() - (image.FullRange ? 0 : 16);
        if (luma < LumaMin || _samples.ChromaSpread(_scratch) < ChromaDeviationMin * ChromaDeviationMin) return false;
        _samples.Convert(image);
        Gains = new LinearColor(1, 1, 1);
        for (int i = 0; i < Iterations; i++) Gains = Refine(Gains);
        return true;
    }

    private LinearColor Refine(LinearColor gains)
    {
        double red = 0, green = 0, blue = 0;
        foreach (LinearColor light in _samples.Colors.AsSpan(0, _samples.Count))
        {
            float highest = MathF.Max(light.Red, MathF.Max(light.Green, light.Blue));
            if (highest is < LightMin or > LightMax) continue;
            float saturation = Saturation(light * gains) / GraySaturation, near = 1 / (1 + (saturation * saturation));
            float weight = near * near;
            red += weight * Power6(light.Red);
            green += weight * Power6(light.Green);
            blue += weight * Power6(light.Blue);
        }
        if (!(red > 0 && green > 0 && blue > 0)) return gains;
        double r = Math.Pow(red, 1.0 / 6), g = Math.Pow(green, 1.0 / 6), b = Math.Pow(blue, 1.0 / 6), mean = Math.Cbrt(r * g * b);
        return new LinearColor(Limit(mean / r), Limit(mean / g), Limit(mean / b));
    }

    private static float Saturation(LinearColor light)
    {
        float highest = MathF.Max(light.Red, MathF.Max(light.Green, light.Blue));
        return (highest - MathF.Min(light.Red, MathF.Min(light.Green, light.Blue))) / highest;
    }

    private static float Limit(double gain) => (float)Math.Clamp(gain, 1 / GainMax, GainMax);

    private static float Power6(float value)
    {
        float square = value * value;
        return square * square * square;
    }
}
