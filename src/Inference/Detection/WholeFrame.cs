using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Detection on whole frames.</summary>
public static class WholeFrame
{
    /// <summary>Looks at the whole picture: see <see cref="IDetector{T}.Detect"/>.</summary>
    public static int Detect<T>(this IDetector<T> detector, in ImageView image, Span<T> results)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(detector);
        return detector.Detect(image, PixelRectangle.Whole(image), results);
    }
}
