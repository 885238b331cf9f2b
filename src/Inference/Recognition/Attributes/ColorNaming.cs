namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>Puts a name to a colour, by lightness, chroma and hue in OKLab.</summary>
internal static class ColorNaming
{
    // Below this chroma a surface is called black, grey or white; residues of the light's colour are of this size.
    private const float GrayChroma = 0.035f;
    private const float DarkGrayChroma = 0.05f;

    // Lightness: as sRGB grey levels 66, 189 and 28.
    private const float BlackLightness = 0.38f;
    private const float WhiteLightness = 0.80f;
    private const float NightLightness = 0.22f;

    // A warm colour paler than this is beige, brown or pink.
    private const float PaleChroma = 0.085f;

    internal static ColorName Of(OkLab color)
    {
        float lightness = color.L, chroma = color.Chroma, hue = color.Hue;
        if (chroma < (lightness < BlackLightness ? DarkGrayChroma : GrayChroma) || (lightness < NightLightness && chroma < 2 * DarkGrayChroma))
        {
            if (lightness < BlackLightness) return ColorName.Black;
            return lightness > WhiteLightness ? ColorName.White : ColorName.Gray;
        }
        return hue switch
        {
            < 12 => Reddish(lightness),
            < 40 => Red(lightness, chroma, hue),
            < 72 => Orange(lightness, chroma),
            < 115 => Yellow(lightness, chroma, hue),
            < 165 => ColorName.Green,
            < 222 => ColorName.Cyan,
            < 290 => ColorName.Blue,
            < 345 => lightness > 0.68f && hue > 310 ? ColorName.Pink : ColorName.Purple,
            _ => Reddish(lightness),
        };
    }

    private static ColorName Reddish(float lightness) => lightness > 0.62f ? ColorName.Pink : ColorName.Red;

    private static ColorName Red(float lightness, float chroma, float hue)
    {
        if (lightness > 0.70f) return chroma < PaleChroma && hue > 25 ? ColorName.Beige : ColorName.Pink;
        if (chroma >= PaleChroma) return ColorName.Red;
        return lightness > 0.60f && hue < 25 ? ColorName.Pink : ColorName.Brown;
    }

    private static ColorName Orange(float lightness, float chroma)
    {
        if (chroma < PaleChroma) return lightness > 0.62f ? ColorName.Beige : ColorName.Brown;
        return lightness < 0.56f || (lightness < 0.62f && chroma < 0.12f) ? ColorName.Brown : ColorName.Orange;
    }

    private static ColorName Yellow(float lightness, float chroma, float hue)
    {
        if (lightness < 0.58f) return hue < 98 ? ColorName.Brown : ColorName.Green;
        return chroma < PaleChroma ? ColorName.Beige : ColorName.Yellow;
    }
}
