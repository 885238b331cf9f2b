using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// Reads plates: for each vehicle's box an enlarged crop, the lines of text in it, the straightened line, and its text with the formats
/// of a region as a prior. Not thread-safe; allocates nothing per picture.
/// </summary>
public sealed class PlateRecognizer : IDisposable
{
    private const int LinesMax = 6;

    private readonly IDetector<TextDetection> _detector;
    private readonly OnnxLineReader _reader;
    private readonly PlateLineFinder _finder;
    private readonly LineReading _reading;
    private readonly PlateRecognizerOptions _options;
    private readonly TextDetection[] _lines = new TextDetection[LinesMax];

    private PlateRecognizer(IDetector<TextDetection> detector, OnnxLineReader reader, FormatPrior formats, PlateRecognizerOptions options)
    {
        _detector = detector;
        _reader = reader;
        _options = options;
        Formats = formats;
        _finder = new PlateLineFinder(detector);
        _reading = new LineReading(reader, formats, options);
    }

    /// <summary>The formats that it expects.</summary>
    public FormatPrior Formats { get; }

    internal LineReading Reading => _reading;

    internal PlateLineFinder Finder => _finder;

    /// <summary>Opens the two models.</summary>
    /// <param name="store">The folder of models.</param>
    /// <param name="options">Null: <see cref="PlateRecognizerOptions.Default"/>.</param>
    /// <exception cref="ModelException">A model is missing or not that of its card.</exception>
    /// <exception cref="PlateFormatException">The region or the file of formats is not usable.</exception>
    public static PlateRecognizer Open(ModelStore store, PlateRecognizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        options ??= PlateRecognizerOptions.Default;
        FormatPrior formats = options.FormatsFile is { } file ? PlateFormats.Load(file) : PlateFormats.Open(options.Region);
        IDetector<TextDetection> detector = DetectorFactory.OpenText(store, options.TextModel, new DetectorOptions { Threads = options.Threads, Time = options.Time });
        try
        {
            return new PlateRecognizer(detector, OnnxLineReader.Open(store, options.ReaderModel, options.Threads), formats, options);
        }
        catch
        {
            detector.Dispose();
            throw;
        }
    }

    /// <summary>Reads a still picture: the plates of the vehicles, or where these show none, of the whole picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="vehicles">Boxes of vehicles in parts of the frame; best from a detector with a low threshold.</param>
    /// <param name="sightings">Takes the plates, at most one a vehicle.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ModelOutputException">A model gave numbers that cannot be its answer.</exception>
    public int Read(in ImageView image, ReadOnlySpan<BoundingBox> vehicles, Span<PlateSighting> sightings)
    {
        int count = 0;
        for (int i = 0; i < vehicles.Length && count < sightings.Length; i++)
            if (ReadVehicle(image, vehicles[i], out PlateSighting sighting)) sightings[count++] = sighting with { Vehicle = i };
        if (count == 0 && sightings.Length > 0 && ReadRegion(image, PixelRectangle.Whole(image), out PlateSighting lone)) sightings[count++] = lone with { Vehicle = -1 };
        return count;
    }

    /// <summary>Reads the plate of one vehicle.</summary>
    public bool ReadVehicle(in ImageView image, in BoundingBox vehicle, out PlateSighting sighting) =>
        ReadRegion(image, Enlarge(image, vehicle), out sighting);

    /// <inheritdoc />
    public void Dispose()
    {
        _detector.Dispose();
        _reader.Dispose();
    }

    private static PixelRectangle Enlarge(in ImageView image, in BoundingBox box)
    {
        float margin = 0.08f;
        int left = Math.Clamp((int)((box.X - (box.Width * margin)) * image.Width), 0, image.Width - 1);
        int top = Math.Clamp((int)((box.Y - (box.Height * margin)) * image.Height), 0, image.Height - 1);
        int right = Math.Clamp((int)MathF.Ceiling((box.Right + (box.Width * margin)) * image.Width), left + 1, image.Width);
        int bottom = Math.Clamp((int)MathF.Ceiling((box.Bottom + (box.Height * margin)) * image.Height), top + 1, image.Height);
        return new PixelRectangle(left, top, right - left, bottom - top);
    }

    private bool ReadRegion(in ImageView image, PixelRectangle region, out PlateSighting sighting)
    {
        sighting = default;
        int lines = _finder.Find(image, region, _lines);
        for (int i = 0; i < lines; i++)
        {
            if (!_reading.Read(image, _lines[i].Quad, out PlateReading reading)) continue;
            if (reading.Confidence < _options.ConfidenceMin || reading.Confidence <= sighting.Reading.Confidence) continue;
            sighting = new PlateSighting(0, _lines[i].Quad, _lines[i].Quad.Bounds, _lines[i].Score, reading);
        }
        return sighting.Reading.Confidence > 0;
    }
}
