namespace SafeCity.Edge.Agent.Overlay;

/// <summary>A colour as full-range BT.601 YCbCr, as JPEG stores it.</summary>
internal readonly record struct OverlayColor(byte Y, byte U, byte V)
{
    internal static OverlayColor Black { get; } = FromRgb(16, 16, 16);

    internal static OverlayColor White { get; } = FromRgb(255, 255, 255);

    /// <summary>ITU-T T.871 (JFIF), section 7.</summary>
    internal static OverlayColor FromRgb(byte red, byte green, byte blue) => new(
        Saturate((0.299f * red) + (0.587f * green) + (0.114f * blue)),
        Saturate((-0.1687f * red) - (0.3313f * green) + (0.5f * blue) + 128),
        Saturate((0.5f * red) - (0.4187f * green) - (0.0813f * blue) + 128));

    /// <summary>Distinct, light enough for black text on top; the same number always gets the same colour.</summary>
    internal static OverlayColor ForNumber(int number) => Palette[(int)((uint)number % (uint)Palette.Length)];

    private static readonly OverlayColor[] Palette =
    [
        FromRgb(255, 214, 10), FromRgb(50, 215, 75), FromRgb(100, 210, 255), FromRgb(255, 159, 10), FromRgb(255, 105, 180),
        FromRgb(172, 142, 255), FromRgb(0, 199, 190), FromRgb(255, 120, 100), FromRgb(190, 230, 90), FromRgb(230, 200, 160),
    ];

    private static byte Saturate(float value) => (byte)Math.Clamp(MathF.Round(value), 0, 255);
}
