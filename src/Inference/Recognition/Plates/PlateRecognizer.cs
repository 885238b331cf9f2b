using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// Reads plates: for each vehicle's box an enlarged crop, the plates in it, the straightened line, and its text with the formats of a
/// region as a prior. Where no plate is read surely, lines of text are looked for as well. Not thread-safe; allocates nothing per picture
/// once all its models were used.
/// </summary>
public sealed class PlateRecognizer : IDisposable
{
    // Lines of one vehicle that are read at most; the likeliest first.
    private const int LinesOfVehicleMax = 3;

    // A line that the reader cannot make out at all is no worse than this.
    private const double LogReadingMin = -6;

    // From here on a plate is not looked for in other ways.
    private const float SureConfidence = 0.6f;

    // Part of the smaller of two boxes above which they are one plate.
    private const float SamePlate = 0.4f;

    private readonly PlateRecognizerOptions _options;
    private readonly VehicleRegions _regions;
    private readonly BoundingBox[] _one = new BoundingBox[1];

    private PlateRecognizer(PlateModels models, FormatPrior formats, PlateRecognizerOptions options)
    {
        Models = models;
        _options = options;
        Formats = formats;
        Finder = new PlateLineFinder(models.Plates, models.Texts);
        Reading = new LineReading(models.Readers, formats, options);
        _regions = new VehicleRegions(options.VehiclesMax);
    }

    /// <summary>The formats that it expects.</summary>
    public FormatPrior Formats { get; }

    /// <summary>What the last call did and how long it took.</summary>
    public PlateTimings LastTimings { get; private set; }

    internal PlateModels Models { get; }

    internal LineReading Reading { get; }

    internal PlateLineFinder Finder { get; }

    /// <summary>Opens the models: what is asked only in doubt is checked now and loaded when it is first asked.</summary>
    /// <param name="store">The folder of models; without the product's own ones in it, those of lines of text do their work.</param>
    /// <param name="options">Null: <see cref="PlateRecognizerOptions.Default"/>.</param>
    /// <exception cref="ModelException">A model is missing or not that of its card.</exception>
    /// <exception cref="PlateFormatException">The region or the file of formats is not usable.</exception>
    public static PlateRecognizer Open(ModelStore store, PlateRecognizerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        options = (options ?? PlateRecognizerOptions.Default).For(store);
        FormatPrior formats = options.FormatsFile is { } file ? PlateFormats.Load(file) : PlateFormats.Open(options.Region);
        return new PlateRecognizer(PlateModels.Open(store, options), formats, options);
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
        _regions.Choose(image, vehicles);
        Finder.Clear();
        int count = 0;
        if (Models.Plates.IsThere)
        {
            foreach (PixelRectangle region in _regions.Regions) Finder.FindPlates(image, region);
            count = ReadVehicles(image, vehicles, sightings);
        }
        if (Models.Texts.IsThere && !IsAnySure(sightings[..count]))
        {
            foreach (PixelRectangle region in _regions.Regions) Finder.FindTexts(image, region);
            count = ReadVehicles(image, vehicles, sightings);
        }
        if (!IsAnySure(sightings[..count])) count = AddWhole(image, vehicles, sightings, count);
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
        PixelRectangle crop = VehicleRegions.Crop(image, vehicle);
        Finder.Clear();
        Finder.FindPlates(image, crop);
        Finder.Assign(image, _one, [0]);
        bool found = ReadLines(image, 0, out sighting);
        if (Models.Texts.IsThere && !(found && sighting.Reading.Confidence >= SureConfidence))
        {
            Finder.FindTexts(image, crop);
            Finder.Assign(image, _one, [0]);
            found = ReadLines(image, 0, out sighting);
        }
        End(before);
        return found;
    }

    /// <inheritdoc />
    public void Dispose() => Models.Dispose();

    private Work Begin() => new(
        _options.Time.GetTimestamp(), Models.Plates.Runs, Models.Texts.Runs, Models.Readers[0].Runs, Models.Readers.Count > 1 ? Models.Readers[1].Runs : 0,
        Models.NominalNanoseconds);

    private void End(in Work before)
    {
        Work now = Begin();
        LastTimings = new PlateTimings(
            _options.Time.GetElapsedTime(before.Start, now.Start), (int)(now.Plates - before.Plates), (int)(now.Texts - before.Texts),
            (int)(now.First - before.First), (int)(now.Second - before.Second), (now.Nominal - before.Nominal) / 1e6);
    }

    private int ReadVehicles(in ImageView image, ReadOnlySpan<BoundingBox> vehicles, Span<PlateSighting> sightings)
    {
        Finder.Assign(image, vehicles, _regions.Vehicles);
        int count = 0;
        foreach (int vehicle in _regions.Vehicles)
            if (count < sightings.Length && ReadLines(image, vehicle, out sightings[count])) count++;
        if (count == 0 && sightings.Length > 0 && ReadLines(image, -1, out sightings[0])) count = 1;
        return count;
    }

    // The vehicles show nothing that is sure, or there are none: the plate of the whole picture, unless it is one of theirs.
    private int AddWhole(in ImageView image, ReadOnlySpan<BoundingBox> vehicles, Span<PlateSighting> sightings, int count)
    {
        if (count == sightings.Length) return count;
        Finder.Clear();
        Finder.AddPicture(image);
        Finder.FindPlates(image, PixelRectangle.Whole(image));
        Finder.Assign(image, vehicles, []);
        bool found = ReadLines(image, -1, out PlateSighting sighting);
        if (Models.Texts.IsThere && count == 0 && !(found && sighting.Reading.Confidence >= SureConfidence))
        {
            Finder.FindTexts(image, PixelRectangle.Whole(image));
            Finder.Assign(image, vehicles, []);
            found = ReadLines(image, -1, out sighting);
        }
        if (!found) return count;
        foreach (ref PlateSighting known in sightings[..count])
        {
            if (BoundingBox.IntersectionArea(known.Plate, sighting.Plate) <= SamePlate * Math.Min(known.Plate.Area, sighting.Plate.Area)) continue;
            if (sighting.Reading.Confidence > known.Reading.Confidence) known = sighting with { Vehicle = known.Vehicle };
            return count;
        }
        sightings[count] = sighting;
        return count + 1;
    }

    private static bool IsAnySure(ReadOnlySpan<PlateSighting> sightings)
    {
        foreach (ref readonly PlateSighting sighting in sightings)
            if (sighting.Reading.Confidence >= SureConfidence) return true;
        return false;
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
            if (!Reading.ReadOnce(image, lines[i], out PlateReading once)) continue;
            last = i;
            double score = Math.Max(LogReadingMin, once.LogReading) + once.LogGain + PlateOdds.Of(once.Text) + lines[i].Preference;
            if (score > best) (best, chosen, reading) = (score, i, once);
        }
        if (chosen < 0) return false;
        if (!LineReading.IsEnough(reading))
        {
            if (last != chosen) Reading.ReadOnce(image, lines[chosen], out _);
            reading = Reading.ReadMore(image);
        }
        if (reading.Confidence < _options.ConfidenceMin) return false;
        sighting = Describe(image, vehicle, lines[chosen], reading);
        return true;
    }

    private static PlateSighting Describe(in ImageView image, int vehicle, in PlateLine line, in PlateReading reading) => new()
    {
        Vehicle = vehicle,
        Line = line.Quad,
        Plate = line.IsPlate ? line.Quad.Bounds.ClipToFrame() : PlateBox(image, line.Quad),
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

    private readonly record struct Work(long Start, long Plates, long Texts, long First, long Second, double Nominal);
}
