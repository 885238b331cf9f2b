namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>Red, green and blue as amounts of light, 0..1: the space in which the light's colour is a factor of each channel.</summary>
internal readonly record struct LinearColor(float Red, float Green, float Blue)
{
    private static readonly float[] Decoded = [.. Enumerable.Range(0, 256).Select(i => Decode(i / 255.0))];

    public static LinearColor operator *(LinearColor a, LinearColor b) => new(a.Red * b.Red, a.Green * b.Green, a.Blue * b.Blue);

    /// <summary>From sRGB values 0..255.</summary>
    internal static LinearColor FromSrgb(float red, float green, float blue) =>
        new(Decoded[(int)(red + 0.5f)], Decoded[(int)(green + 0.5f)], Decoded[(int)(blue + 0.5f)]);

    /// <summary>To sRGB 0..255, clamped.</summary>
    internal (byte Red, byte Green, byte Blue) ToSrgb() => (Encode(Red), Encode(Green), Encode(Blue));

    // IEC 61966-2-1.
    private static float Decode(double value) => (float)(value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4));

    private static byte Encode(float value)
    {
        float light = Math.Clamp(value, 0, 1);
        return (byte)((255 * (light <= 0.0031308f ? 12.92f * light : (1.055f * MathF.Pow(light, 1 / 2.4f)) - 0.055f)) + 0.5f);
    }
}
