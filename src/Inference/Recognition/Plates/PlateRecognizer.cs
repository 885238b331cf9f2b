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

    // Measured on one quiet x86-64 core: 46 ms for 640x480, 9 ms for 208x48, all else included.
    private const double SearchNanoseconds = 150, ReadNanoseconds = 900;

    private readonly TextSearch _search;
    private readonly LineReaders _readers;
    private readonly PlateRecognizerOptions _options;
    private readonly VehicleRegions _regions;
    private readonly BoundingBox[] _one = new BoundingBox[1];

    private PlateRecognizer(TextSearch search, LineReaders readers, FormatPrior formats, PlateRecognizerOptions options)
    {
        _search = search;
        _readers = readers;
        _options = options;
        Formats = formats;
        Finder = new PlateLineFinder(search);
        Reading = new LineReading(readers, formats, options);
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
        TextSearch search = TextSearch.Open(store, options.TextModels, new DetectorOptions { Threads = options.Threads, Time = options.Time });
        try
        {
            return new PlateRecognizer(search, LineReaders.Open(store, options.ReaderModels, options.Threads), formats, options);
        }
        catch
        {
            search.Dispose();
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
        Work before = Begin();
        Finder.Clear();
        _regions.Choose(image, vehicles);
        foreach (PixelRectangle region in _regions.Regions) Finder.Find(image, region);
        Finder.Assign(image, vehicles, _regions.Vehicles);
        int count = 0;
        foreach (int vehicle in _regions.Vehicles)
            if (count < sightings.Length && ReadLines(image, vehicle, out sightings[count])) count++;
        if (count == 0 && sightings.Length > 0)
        {
            Finder.Clear();
            Finder.Find(image, PixelRectangle.Whole(image));
            Finder.Assign(image, vehicles, []);
            if (ReadLines(image, -1, out sightings[0])) count = 1;
        }
        End(before);
        return count;
    }

    /// <summary>Reads the plate of one vehicle and looks nowhere else.</summary>
    /// <returns>True if one was read.</returns>
    /// <exception cref="ModelOutputException">A model gave numbers that cannot be its answer.</exception>
    public bool ReadVehicle(in ImageView image, in BoundingBox vehicle, out PlateSighting sighting)
    {
        Work before = Begin();
        _one[0] = vehicle;
        Finder.Clear();
        Finder.Find(image, VehicleRegions.Crop(image, vehicle));
        Finder.Assign(image, _one, [0]);
        bool found = ReadLines(image, 0, out sighting);
        End(before);
        return found;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _search.Dispose();
        _readers.Dispose();
    }

    private Work Begin() => new(_options.Time.GetTimestamp(), _search.Runs, _readers.Runs, _search.InputPixels, _readers.InputPixels);

    private void End(in Work before)
    {
        double nominal = ((_search.InputPixels - before.SearchPixels) * SearchNanoseconds) + ((_readers.InputPixels - before.ReadPixels) * ReadNanoseconds);
        LastTimings = new PlateTimings(
            _options.Time.GetElapsedTime(before.Start), (int)(_search.Runs - before.Searches), (int)(_readers.Runs - before.Reads), nominal / 1e6);
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
            sighting = new PlateSighting
            {
                Vehicle = vehicle,
                Line = line.Text.Quad,
                Plate = PlateBox(line.Text.Quad),
                LinePixels = line.Text.Quad.Scale(image.Width, image.Height).Length,
                DetectorScore = line.Text.Score,
                Reading = reading,
            };
        }
        if (best == double.NegativeInfinity) return false;
        sighting = sighting with { Sharpness = LineSharpness.Measure(image, sighting.Line) };
        return true;
    }

    // A line nearly as long as five times its height fills its plate; on shorter ones the plate is about half as high as it is wide.
    private static BoundingBox PlateBox(in Quad line) => line.Bounds.ClipToFrame();

    private readonly record struct Work(long Start, long Searches, long Reads, long SearchPixels, long ReadPixels);
}
