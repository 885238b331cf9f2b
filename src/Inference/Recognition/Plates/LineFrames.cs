using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// Which part round a line a reader is given. Each kind of reader likes another margin: one that keeps proportions wants the bare line, one
/// that stretches its crop was trained on plates with their rim. The first frame is the one measured best alone; the others lie round it.
/// </summary>
internal static class LineFrames
{
    /// <summary>Frames of a line at most.</summary>
    internal const int Count = 5;

    // Plates shorter than this carry print above and below the number (US, 2 to 1), which is cut off.
    private const float ShortProportion = 2.7f;

    // Left, top, right, bottom growth in parts of the line's own sides.
    private static readonly (float Left, float Top, float Right, float Bottom)[] BareText =
        [(0.02f, -0.02f, 0.02f, -0.02f), (0.05f, -0.08f, 0.05f, -0.08f), (0, 0.02f, 0, 0.02f), (0.06f, -0.05f, 0.02f, 0), (0.02f, 0, 0.06f, -0.05f)];

    private static readonly (float Left, float Top, float Right, float Bottom)[] StretchedText =
        [(0.02f, 0.04f, 0.02f, 0.04f), (0.04f, 0.12f, 0.04f, 0.12f), (0, 0, 0, 0), (0.06f, 0.05f, 0.02f, 0.05f), (0.02f, 0.05f, 0.06f, 0.05f)];

    private static readonly (float Left, float Top, float Right, float Bottom)[] LongPlate =
        [(0.03f, 0.05f, 0.03f, 0.05f), (0, 0, 0, 0), (0.05f, 0.12f, 0.05f, 0.12f), (0.05f, 0.05f, 0.01f, 0), (0.01f, 0, 0.05f, 0.05f)];

    private static readonly (float Left, float Top, float Right, float Bottom)[] ShortPlate =
        [(0.03f, -0.12f, 0.03f, -0.08f), (0.01f, -0.18f, 0.01f, -0.12f), (0.04f, -0.02f, 0.04f, -0.02f), (0.05f, -0.12f, 0.01f, -0.1f), (0.01f, -0.15f, 0.05f, -0.05f)];

    private static readonly (float Left, float Top, float Right, float Bottom)[] Whole =
        [(0, 0, 0, 0), (-0.02f, -0.06f, -0.02f, -0.06f), (0.02f, 0.06f, 0.02f, 0.06f), (0, -0.06f, 0, 0), (0, 0, 0, -0.06f)];

    /// <summary>The corners to straighten.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="line">What was found.</param>
    /// <param name="isStretched">Whether the reader stretches its crop over its whole input.</param>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    internal static Quad Of(in ImageView image, in PlateLine line, bool isStretched, int index)
    {
        (float left, float top, float right, float bottom) = Set(image, line, isStretched)[index];
        return line.Quad.Grow(left, top, right, bottom);
    }

    private static (float Left, float Top, float Right, float Bottom)[] Set(in ImageView image, in PlateLine line, bool isStretched)
    {
        if (line.Kind == PlateLineKind.Text) return isStretched ? StretchedText : BareText;
        if (line.Kind == PlateLineKind.Picture) return Whole;
        if (line.Kind == PlateLineKind.TwoLinePlate) return LongPlate;
        Quad pixels = line.Quad.Scale(image.Width, image.Height);
        return pixels.Length < ShortProportion * pixels.Rise ? ShortPlate : LongPlate;
    }
}
