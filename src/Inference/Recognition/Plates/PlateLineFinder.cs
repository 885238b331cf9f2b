using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>Finds the lines of text in a part of a picture that may be plates, likeliest first. Not thread-safe; allocates nothing.</summary>
internal sealed class PlateLineFinder
{
    private readonly IDetector<TextDetection> _detector;
    private readonly TextDetection[] _found = new TextDetection[64];

    internal PlateLineFinder(IDetector<TextDetection> detector) => _detector = detector;

    /// <summary>Lines of text seen by the last <see cref="Find"/>, plates or not.</summary>
    internal ReadOnlySpan<TextDetection> Seen => _found.AsSpan(0, SeenCount);

    private int SeenCount { get; set; }

    /// <summary>Looks at a part of the picture.</summary>
    /// <returns>How many lines were written.</returns>
    internal int Find(in ImageView image, PixelRectangle region, Span<TextDetection> lines)
    {
        SeenCount = _detector.Detect(image, region, _found);
        int kept = 0;
        for (int i = 0; i < SeenCount && kept < lines.Length; i++)
            if (MayBePlate(_found[i].Quad.Scale(image.Width, image.Height), region)) lines[kept++] = _found[i];
        return kept;
    }

    private static bool MayBePlate(in Quad line, PixelRectangle region)
    {
        float length = line.Length, rise = line.Rise;
        if (length < 24 || rise < 8) return false;
        float proportion = length / rise;
        if (proportion is < 1.3f or > 9) return false;
        System.Numerics.Vector2 along = line.TopRight - line.TopLeft;
        return MathF.Abs(along.Y) < 0.75f * MathF.Abs(along.X);
    }
}
