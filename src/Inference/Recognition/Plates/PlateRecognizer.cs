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

    // A line that the reader cannot make out at all is no worse than this.
    private const double LogReadingMin = -6;

    // Measured on one quiet x86-64 core: 46 ms for 640x480, 9 ms for 208x48, all else included.
    private const double SearchNanoseconds = 150, ReadNanoseconds = 900;

    private readonly TextSearch _search;
    private readonly List<LineReaders> _readers;
    private readonly PlateRecognizerOptions _options;
    private readonly VehicleRegions _regions;
    private readonly BoundingBox[] _one = new BoundingBox[1];

    private PlateRecognizer(TextSearch search, List<LineReaders> readers, FormatPrior formats, PlateRecognizerOptions options)
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
        List<LineReaders> readers = [];
        try
        {
            readers.Add(LineReaders.Open(store, options.ReaderModels, options.Threads));
            if (options.OtherReaderModels.Count > 0) readers.Add(LineReaders.Open(store, options.OtherReaderModels, options.Threads));
            return new PlateRecognizer(search, readers, formats, options);
        }
        catch
        {
            foreach (LineReaders reader in readers) reader.Dispose();
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
        if (count == 0 && sightings.Length > 0 && ReadLines(image, -1, out sightings[0])) count = 1;
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
        foreach (LineReaders readers in _readers) readers.Dispose();
    }

    private Work Begin()
    {
        Work work = new(_options.Time.GetTimestamp(), _search.Runs, 0, _search.InputPixels, 0);
        foreach (LineReaders readers in _readers) work = work with { Reads = work.Reads + readers.Runs, ReadPixels = work.ReadPixels + readers.InputPixels };
        return work;
    }

    private void End(in Work before)
    {
        Work now = Begin();
        double nominal = ((now.SearchPixels - before.SearchPixels) * SearchNanoseconds) + ((now.ReadPixels - before.ReadPixels) * ReadNanoseconds);
        LastTimings = new PlateTimings(
            _options.Time.GetElapsedTime(before.Start, now.Start), (int)(now.Searches - before.Searches), (int)(now.Reads - before.Reads), nominal / 1e6);
    }

    private bool ReadLines(in ImageView image, int vehicle, out PlateSighting sighting)
    {
        sighting = default;
        double best = double.NegativeInfinity;
        int read = 0, chosen = -1, last = -1;
        ReadOnlySpan<PlateLine> lines = Finder.Lines;
        PlateReading reading = default;
        for (int i = 0; i < lines.Length && read < LinesOfVehicleMax; i++)
        {
            if (lines[i].Vehicle != vehicle) continue;
            read++;
            if (!Reading.ReadOnce(image, lines[i].Text.Quad, out PlateReading once)) continue;
            last = i;
            double score = Math.Max(LogReadingMin, once.LogReading) + once.LogGain + PlateOdds.Of(once.Text) + lines[i].Preference;
            if (score > best) (best, chosen, reading) = (score, i, once);
        }
        if (chosen < 0) return false;
        if (!LineReading.IsEnough(reading))
        {
            if (last != chosen) Reading.ReadOnce(image, lines[chosen].Text.Quad, out _);
            reading = Reading.ReadMore(image);
        }
        if (reading.Confidence < _options.ConfidenceMin) return false;
        sighting = Describe(image, vehicle, lines[chosen].Text, reading);
        return true;
    }

    private static PlateSighting Describe(in ImageView image, int vehicle, in TextDetection line, in PlateReading reading) => new()
    {
        Vehicle = vehicle,
        Line = line.Quad,
        Plate = PlateBox(image, line.Quad),
        LinePixels = line.Quad.Scale(image.Width, image.Height).Length,
        Sharpness = LineSharpness.Measure(image, line.Quad),
        DetectorScore = line.Score,
        Reading = reading,
    };

    // Characters fill the height of European plates, two thirds of that of plates 3 to 1 (Brazil), half of that of plates 2 to 1 (US);
    // with the detector's margin the lines are about 4.8, 4.2 and 3.2 times as long as high.
    private static BoundingBox PlateBox(in ImageView image, in Quad line)
    {
        Quad pixels = line.Scale(image.Width, image.Height);
        float proportion = pixels.Length / MathF.Max(pixels.Rise, 1);
        float plateProportion = proportion < 3.7f ? 2 : proportion < 4.4f ? 3 : proportion;
        float growth = MathF.Max(0, (proportion / plateProportion) - 1) / 2;
        return line.Grow(0, growth, 0, growth).Bounds.ClipToFrame();
    }

    private readonly record struct Work(long Start, long Searches, long Reads, long SearchPixels, long ReadPixels);
}
