using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// One text detector opened at several input sizes: a part of a picture is looked at with the smallest that does not shrink it much,
/// since time goes with the input's area. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class TextSearch : IDisposable
{
    // A crop may be shrunk to this much; measured on the samples, see DESIGN.md.
    private const float ScaleEnough = 0.85f;

    private readonly List<IDetector<TextDetection>> _bySize = [];

    private TextSearch()
    {
    }

    /// <summary>Runs so far.</summary>
    internal long Runs { get; private set; }

    /// <summary>Pixels of the inputs of all runs so far.</summary>
    internal long InputPixels { get; private set; }

    /// <summary>Opens the cards, smallest input first.</summary>
    /// <exception cref="ModelException">A model is missing or not that of its card.</exception>
    internal static TextSearch Open(ModelStore store, IReadOnlyList<string> cards, DetectorOptions options)
    {
        TextSearch search = new();
        try
        {
            foreach (string card in cards) search._bySize.Add(DetectorFactory.OpenText(store, card, options));
            search._bySize.Sort(static (a, b) => Pixels(a).CompareTo(Pixels(b)));
            return search;
        }
        catch
        {
            search.Dispose();
            throw;
        }
    }

    /// <summary>Looks at a part of the picture; see <see cref="IDetector{T}.Detect"/>.</summary>
    internal int Find(in ImageView image, PixelRectangle region, Span<TextDetection> lines)
    {
        int choice = 0;
        while (choice < _bySize.Count - 1 && Scale(_bySize[choice], region) < ScaleEnough) choice++;
        Runs++;
        InputPixels += Pixels(_bySize[choice]);
        return _bySize[choice].Detect(image, region, lines);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (IDetector<TextDetection> detector in _bySize) detector.Dispose();
    }

    private static int Pixels(IDetector<TextDetection> detector) => detector.Card.Input.Width * detector.Card.Input.Height;

    private static float Scale(IDetector<TextDetection> detector, PixelRectangle region) =>
        Math.Min((float)detector.Card.Input.Width / region.Width, (float)detector.Card.Input.Height / region.Height);
}
