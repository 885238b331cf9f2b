namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>
/// A colour in OKLab (Ottosson, "A perceptual color space for image processing", 2020), where equal distances look about equally
/// different: lightness 0..1, and two axes of colour of some -0.3..0.3.
/// </summary>
internal readonly record struct OkLab(float L, float A, float B)
{
    // Shade and gloss change the lightness of one paint more than its colour.
    private const float LightnessWeight = 0.5f;

    /// <summary>Distance from grey.</summary>
    internal float Chroma => MathF.Sqrt((A * A) + (B * B));

    /// <summary>Degrees, 0..360: red 29, orange 60, yellow 110, green 142, cyan 195, blue 264, purple 310, pink 0.</summary>
    internal float Hue
    {
        get
        {
            float degrees = MathF.Atan2(B, A) * 180 / MathF.PI;
            return degrees < 0 ? degrees + 360 : degrees;
        }
    }

    internal static OkLab From(LinearColor c)
    {
        float l = MathF.Cbrt((0.4122214708f * c.Red) + (0.5363325363f * c.Green) + (0.0514459929f * c.Blue));
        float m = MathF.Cbrt((0.2119034982f * c.Red) + (0.6806995451f * c.Green) + (0.1073969566f * c.Blue));
        float s = MathF.Cbrt((0.0883024619f * c.Red) + (0.2817188376f * c.Green) + (0.6299787005f * c.Blue));
        return new OkLab(
            (0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    internal LinearColor ToLinear()
    {
        float l = L + (0.3963377774f * A) + (0.2158037573f * B);
        float m = L - (0.1055613458f * A) - (0.0638541728f * B);
        float s = L - (0.0894841775f * A) - (1.2914855480f * B);
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        return new LinearColor(
            (4.0767416621f * l) - (3.3077115913f * m) + (0.2309699292f * s),
            (-1.2684380046f * l) + (2.6097574011f * m) - (0.3413193965f * s),
            (-0.0041960863f * l) - (0.7034186147f * m) + (1.7076147010f * s));
    }

    /// <summary>Square of the distance by which surfaces are told apart: lightness counts half.</summary>
    internal static float Distance(OkLab x, OkLab y)
    {
        float l = LightnessWeight * (x.L - y.L), a = x.A - y.A, b = x.B - y.B;
        return (l * l) + (a * a) + (b * b);
    }
}
