using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// One text detector opened at several input sizes: a part of a picture is looked at with the smallest that does not shrink it much,
/// since time goes with the input's area. The weights are checked at once and loaded when they are first used. Not thread-safe; searching
/// allocates nothing once they are loaded.
/// </summary>
internal sealed class TextSearch : IDisposable
{
    // A crop may be shrunk to this much; measured on the samples, see DESIGN.md.
    private const float ScaleEnough = 0.85f;

    // Measured on one quiet x86-64 core: 46 ms for 640x480, all else included.
    private const double NanosecondsPerPixel = 150;

    private readonly ModelStore _store;
    private readonly IReadOnlyList<string> _cards;
    private readonly DetectorOptions _options;
    private readonly List<IDetector<TextDetection>> _bySize = [];

    private TextSearch(ModelStore store, IReadOnlyList<string> cards, DetectorOptions options) => (_store, _cards, _options) = (store, cards, options);

    /// <summary>Whether there is a detector at all.</summary>
    internal bool IsThere => _cards.Count > 0;

    /// <summary>Whether its weights are in memory.</summary>
    internal bool IsLoaded => _bySize.Count > 0;

    /// <summary>Runs so far.</summary>
    internal long Runs { get; private set; }

    /// <summary>What all runs so far take on one quiet core.</summary>
    internal double NominalNanoseconds { get; private set; }

    /// <summary>Checks that the weights of the cards are there and the right ones.</summary>
    /// <exception cref="ModelException">A model is missing or not that of its card.</exception>
    internal static TextSearch Open(ModelStore store, IReadOnlyList<string> cards, DetectorOptions options)
    {
        foreach (string card in cards) store.VerifiedPath(store.Find(card));
        return new TextSearch(store, cards, options);
    }

    /// <summary>Loads the weights now.</summary>
    /// <exception cref="ModelException">A card is not a text detector's, or the weights do not fit it.</exception>
    internal void Load()
    {
        foreach (string card in _cards) _bySize.Add(DetectorFactory.OpenText(_store, card, _options));
        _bySize.Sort(static (a, b) => Pixels(a).CompareTo(Pixels(b)));
    }

    /// <summary>Looks at a part of the picture; see <see cref="IDetector{T}.Detect"/>.</summary>
    internal int Find(in ImageView image, PixelRectangle region, Span<TextDetection> lines)
    {
        if (!IsThere) return 0;
        if (_bySize.Count == 0) Load();
        int choice = 0;
        while (choice < _bySize.Count - 1 && Scale(_bySize[choice], region) < ScaleEnough) choice++;
        Runs++;
        NominalNanoseconds += Pixels(_bySize[choice]) * NanosecondsPerPixel;
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
