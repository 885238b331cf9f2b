using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tests.Frames;
using SafeCity.Edge.Inference.Tests.Regions;

namespace SafeCity.Edge.Inference.Tests.Detection;

public sealed class RegionDetectorTests : IDisposable
{
    private const int Width = 400;
    private const int Height = 200;
    private static readonly DetectedObject Person = new(new BoundingBox(0.2f, 0.2f, 0.1f, 0.5f), 0.8f, 0);
    private static readonly PlannedRegion Left = new(new PixelRectangle(0, 0, 100, 200), false);
    private static readonly PlannedRegion Around = new(new PixelRectangle(40, 0, 200, 200), false);
    private static readonly PlannedRegion All = new(new PixelRectangle(0, 0, Width, Height), true);

    private readonly PaintedDetector _whole = new(384), _crop = new(256);
    private readonly TestPicture _picture = new(PixelLayout.Gray8, Width, Height, new Random(1));
    private readonly DetectedObject[] _results = new DetectedObject[100];

    public void Dispose()
    {
        _whole.Dispose();
        _crop.Dispose();
    }

    [Fact]
    public void One_seen_whole_in_two_crops_is_one_detection()
    {
        PlannedRegion wide = new(new PixelRectangle(20, 0, 200, 200), false);
        Assert.Equal([Person], Detect(out RegionDetector detector, [Person], Around, wide));
        Assert.Equal(0, detector.CutOff.Length);
        Assert.Equal(TimeSpan.FromMilliseconds(20), detector.LastTimings.Inference);
    }

    [Fact]
    public void One_cut_by_a_crops_edge_loses_to_its_uncut_twin_even_with_the_better_score()
    {
        _crop.Objects.Add(Person);
        RegionDetector detector = Detector();
        int count = detector.Detect(_picture.View, [Left, Around], _results);
        Assert.Equal([Person], _results[..count]);
        Assert.Equal(0, detector.CutOff.Length);
        _whole.Objects.Add(Person with { Score = 0.3f });
        count = detector.Detect(_picture.View, [All, Left], _results);
        Assert.Equal([Person with { Score = 0.3f }], _results[..count]);
    }

    [Fact]
    public void One_cut_everywhere_is_not_told_as_found_but_as_cut_off()
    {
        Assert.Empty(Detect(out RegionDetector detector, [Person with { Score = 0.9f }], Left));
        BoundingBox part = Assert.Single(detector.CutOff.ToArray());
        Assert.Equal(0.25f, part.Right, 4);
    }

    [Fact]
    public void What_the_frames_own_edge_cuts_is_found()
    {
        DetectedObject leaving = Person with { Box = new BoundingBox(0, 0.5f, 0.1f, 0.5f) };
        Assert.Equal([leaving], Detect(out _, [leaving], Left));
        DetectedObject entering = Person with { Box = new BoundingBox(0.9f, 0, 0.1f, 0.5f) };
        Assert.Equal([entering], Detect(out _, [entering], new PlannedRegion(new PixelRectangle(Width - 170, 0, 170, 200), false)));
    }

    [Fact]
    public void Weak_ones_and_classes_that_are_not_tracked_are_not_told_as_cut_off()
    {
        Assert.Empty(Detect(out RegionDetector weak, [Person with { Score = 0.5f }], Left));
        Assert.Equal(0, weak.CutOff.Length);
        Detect(out RegionDetector other, [Person with { ClassId = 1 }], Left);
        Assert.Equal(0, other.CutOff.Length);
    }

    [Fact]
    public void Two_of_different_classes_at_one_place_both_stay()
    {
        DetectedObject car = Person with { ClassId = 2, Score = 0.6f };
        Assert.Equal([Person, car], Detect(out _, [car, Person], Around, All));
    }

    [Fact]
    public void One_vehicle_that_two_regions_call_by_two_names_is_one_detection()
    {
        DetectedObject car = Person with { ClassId = 2 }, bicycle = car with { ClassId = 1, Score = 0.6f };
        Assert.Equal([car], Detect(out _, [bicycle, car], Around, All));
    }

    [Fact]
    public void The_order_of_the_regions_does_not_matter_and_the_best_are_kept_when_there_is_little_room()
    {
        DetectedObject[] objects = [.. Enumerable.Range(0, 8).Select(i => new DetectedObject(new BoundingBox(0.11f * i, 0.1f, 0.08f, 0.3f), 0.4f + (0.05f * i), i % 2))];
        PlannedRegion[] regions = [Left, Around, new(new PixelRectangle(200, 0, 200, 200), false)];
        DetectedObject[] found = Detect(out _, objects, regions);
        Array.Reverse(regions);
        Assert.Equal(found, Detect(out _, objects, regions));
        RegionDetector detector = Detector();
        Assert.Equal(3, detector.Detect(_picture.View, regions, _results.AsSpan(0, 3)));
        Assert.Equal(found[..3], _results[..3]);
    }

    [Fact]
    public void No_region_finds_nothing_and_takes_no_time()
    {
        Assert.Empty(Detect(out RegionDetector detector, [Person]));
        Assert.Equal((0, default), (detector.Scanned.Length, detector.LastTimings));
    }

    private DetectedObject[] Detect(out RegionDetector detector, DetectedObject[] objects, params PlannedRegion[] regions)
    {
        foreach (PaintedDetector painted in (PaintedDetector[])[_whole, _crop])
        {
            painted.Objects.Clear();
            painted.Objects.AddRange(objects);
        }
        detector = Detector();
        return _results[..detector.Detect(_picture.View, regions, _results)];
    }

    private RegionDetector Detector() => new(_whole, _crop, new RegionScannerOptions(), [true, false, true]);
}
