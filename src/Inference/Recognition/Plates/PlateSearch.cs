using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>The detector of plates, where there is one. Not thread-safe; searching allocates nothing.</summary>
internal sealed class PlateSearch : IDisposable
{
    // The grey that the detector was trained with beside a crop.
    private const float PadGray = 127;

    // Measured on one quiet x86-64 core: 2.4 ms for 256x208, all else included.
    private const double NanosecondsPerPixel = 45;

    private readonly IDetector<PlateDetection>? _detector;

    private PlateSearch(IDetector<PlateDetection>? detector) => _detector = detector;

    /// <summary>Whether there is a detector at all.</summary>
    internal bool IsThere => _detector is not null;

    /// <summary>Runs so far.</summary>
    internal long Runs { get; private set; }

    /// <summary>What all runs so far take on one quiet core.</summary>
    internal double NominalNanoseconds { get; private set; }

    /// <summary>Opens the card; null: no detector.</summary>
    /// <exception cref="ModelException">The model is missing, not that of its card, or of another kind.</exception>
    internal static PlateSearch Open(ModelStore store, string? card, DetectorOptions options) =>
        new(card is null ? null : DetectorFactory.OpenPlates(store, card, options with { PadValue = PadGray }));

    /// <summary>Looks at a part of the picture; see <see cref="IDetector{T}.Detect"/>.</summary>
    internal int Find(in ImageView image, PixelRectangle region, Span<PlateDetection> plates)
    {
        if (_detector is null) return 0;
        Runs++;
        NominalNanoseconds += _detector.Card.Input.Width * _detector.Card.Input.Height * NanosecondsPerPixel;
        return _detector.Detect(image, region, plates);
    }

    /// <inheritdoc />
    public void Dispose() => _detector?.Dispose();
}
