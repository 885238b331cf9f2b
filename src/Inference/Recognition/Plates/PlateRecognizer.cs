using System.Numerics;
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
    // Lines of one vehicle that are read at most; the likeliest first.
    private const int LinesOfVehicleMax = 3;

    private readonly IDetector<TextDetection> _detector;
    private readonly OnnxLineReader _reader;
    private readonly PlateRecognizerOptions _options;
    private readonly VehicleRegions _regions;
    private readonly BoundingBox[] _one = new BoundingBox[1];

    private PlateRecognizer(IDetector<TextDetection> detector, OnnxLineReader reader, FormatPrior formats, PlateRecognizerOptions options)
    {
        _detector = detector;
        _reader = reader;
        _options = options;
        Formats = formats;
        Finder = new PlateLineFinder(detector);
        Reading = new LineReading(reader, formats, options);
        _regions = new VehicleRegions(options.VehiclesMax);
    }

    /// <summary>The formats that it expects.</summary>
    public FormatPrior Formats { get; }

    /// <summary>What the last call did and how long it took.</summary>
    public PlateTimings LastTimings { get; private set; }

    internal LineReading Reading { get; }

    internal PlateLineFinder Finder { get; }

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
    /// <param name="sightings">Takes the plates, at most one a vehicle, the largest vehicle first.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ModelOutputException">A model gave numbers that cannot be its answer.</exception>
    public int Read(in ImageView image, ReadOnlySpan<BoundingBox> vehicles, Span<PlateSighting> sightings)
    {
        long start = _options.Time.GetTimestamp(), runs = Reading.Runs;
        Finder.Clear();
        _regions.Choose(image, vehicles);
        foreach (PixelRectangle region in _regions.Regions) Finder.Find(image, region);
        Finder.Assign(image, vehicles, _regions.Vehicles);
        int looks = _regions.Regions.Length, count = 0;
        foreach (int vehicle in _regions.Vehicles)
            if (count < sightings.Length && ReadLines(image, vehicle, out sightings[count])) count++;
        if (count == 0 && sightings.Length > 0)
        {
            Finder.Clear();
            Finder.Find(image, PixelRectangle.Whole(image));
            Finder.Assign(image, vehicles, []);
            looks++;
            if (ReadLines(image, -1, out sightings[0])) count = 1;
        }
        LastTimings = new PlateTimings(_options.Time.GetElapsedTime(start), looks, (int)(Reading.Runs - runs));
        return count;
    }

    /// <summary>Reads the plate of one vehicle and looks nowhere else.</summary>
    /// <returns>True if one was read.</returns>
    /// <exception cref="ModelOutputException">A model gave numbers that cannot be its answer.</exception>
    public bool ReadVehicle(in ImageView image, in BoundingBox vehicle, out PlateSighting sighting)
    {
        long start = _options.Time.GetTimestamp(), runs = Reading.Runs;
        _one[0] = vehicle;
        Finder.Clear();
        Finder.Find(image, VehicleRegions.Crop(image, vehicle));
        Finder.Assign(image, _one, [0]);
        bool found = ReadLines(image, 0, out sighting);
        LastTimings = new PlateTimings(_options.Time.GetElapsedTime(start), 1, (int)(Reading.Runs - runs));
        return found;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _detector.Dispose();
        _reader.Dispose();
    }

    private bool ReadLines(in ImageView image, int vehicle, out PlateSighting sighting)
    {
        sighting = default;
        double best = double.NegativeInfinity;
        int read = 0;
        foreach (ref readonly PlateLine line in Finder.Lines)
        {
            if (line.Vehicle != vehicle || read == LinesOfVehicleMax) continue;
            read++;
            if (!Reading.Read(image, line.Text.Quad, out PlateReading reading)) continue;
            double score = Math.Max(-6, reading.LogReading) + reading.LogGain + line.Preference;
            if (reading.Confidence < _options.ConfidenceMin || score <= best) continue;
            best = score;
            sighting = new PlateSighting(vehicle, line.Text.Quad, PlateBox(line.Text.Quad), line.Text.Score, reading);
        }
        return read > 0 && best > double.NegativeInfinity;
    }

    // A line nearly as long as five times its height fills its plate; on shorter ones the plate is about half as high as it is wide.
    private static BoundingBox PlateBox(in Quad line) => line.Bounds.ClipToFrame();
}
