using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tests.Regions;

namespace SafeCity.Edge.Inference.Tests.Detection;

/// <summary>Gate, planner and detector together, on a made-up street of 1280x720.</summary>
public sealed class RegionScannerTests : IDisposable
{
    private const int Width = 1280;
    private const int Height = 720;
    private readonly PaintedDetector _whole = new(384), _crop = new(256);
    private readonly DetectedObject[] _found = new DetectedObject[100];
    private readonly byte[] _luma = new byte[Width * Height];
    private readonly byte[] _ground = [.. Enumerable.Range(0, Width * Height).Select(i => (byte)(60 + (i % Width / 10)))];

    public void Dispose()
    {
        _whole.Dispose();
        _crop.Dispose();
    }

    [Fact]
    public void A_still_street_is_looked_at_while_calibrating_and_then_every_ten_seconds()
    {
        RegionScanner scanner = Scanner();
        for (int i = 0; i < 300; i++) Scan(scanner, i, null);
        Assert.Empty(_crop.Looked);
        Assert.InRange(_whole.Looked.Count, 6, 7);
    }

    [Fact]
    public void A_walker_who_enters_is_found_in_a_crop_followed_by_hints_and_lost_to_nobody()
    {
        RegionScanner scanner = Scanner();
        for (int i = 0; i < 30; i++) Scan(scanner, i, null);
        int looks = 0, hits = 0;
        RegionHint[] hints = [];
        for (int i = 30; i < 90; i++)
        {
            BoundingBox walker = new(0.1f + (0.01f * (i - 30)), 0.4f, 0.04f, 0.2f);
            ScanResult result = Scan(scanner, i, walker, hints);
            if (result.Regions.Length == 0) continue;
            looks++;
            Assert.True(result.Scanned.Covers(walker));
            if (result.Count != 1) continue;
            hits++;
            hints = [new RegionHint(_found[0].Box, false, TimeSpan.Zero)];
        }
        Assert.Equal(looks, hits);
        Assert.InRange(looks, 20, 60);
        Assert.InRange(_crop.Looked.Count, 15, 60);
    }

    [Fact]
    public void A_still_object_that_a_crop_cuts_gets_a_crop_of_its_own_in_the_next_frame()
    {
        RegionScanner scanner = Scanner();
        for (int i = 0; i < 30; i++) Scan(scanner, i, null);
        BoundingBox walker = new(0.30f, 0.4f, 0.04f, 0.2f);
        // It stands half inside of the walker's crop of 256 pixels, and came while nobody looked.
        BoundingBox standing = new(0.38f, 0.4f, 0.06f, 0.2f);
        _crop.Objects.Add(new DetectedObject(standing, 0.9f, 0));
        _crop.Objects.Add(new DetectedObject(walker, 0.9f, 0));
        ScanResult first = Scan(scanner, 30, walker, [new RegionHint(walker, false, TimeSpan.Zero)], keepObjects: true);
        Assert.Equal([walker], _found[..first.Count].Select(d => d.Box));
        // The walker is not due: this frame is for the other one alone.
        ScanResult second = Scan(scanner, 30.5, walker, [new RegionHint(walker, false, TimeSpan.Zero)], keepObjects: true);
        Assert.Equal([standing], _found[..second.Count].Select(d => d.Box));
    }

    [Fact]
    public void Sizes_are_learned_from_objects_that_were_just_seen_moving()
    {
        SizeGrid sizes = new();
        RegionScanner scanner = new(_whole, _crop, sizes);
        BoundingBox box = new(0.5f, 0.5f, 0.05f, 0.25f);
        for (int i = 0; i < 60; i++)
        {
            RegionHint[] hints = [new(box, false, TimeSpan.Zero), new(box with { X = 0.1f }, true, TimeSpan.Zero), new(box with { X = 0.8f }, false, TimeSpan.FromSeconds(1))];
            Scan(scanner, i, null, hints);
        }
        Assert.Equal(0.25f, sizes.UsualSide(box), 3);
        Assert.Equal((0f, 0f), (sizes.UsualSide(box with { X = 0.1f }), sizes.UsualSide(box with { X = 0.8f })));
    }

    [Fact]
    public void Whole_frame_mode_looks_at_everything_and_still_tells_motion()
    {
        RegionScanner scanner = Scanner(new RegionScannerOptions { Regions = new RegionOptions { Mode = RegionMode.WholeFrame } });
        TimeSpan idle = TimeSpan.Zero;
        for (int i = 0; i < 40; i++) idle = Scan(scanner, i, null).Motion.IdleFor;
        Assert.Equal(40, _whole.Looked.Count);
        Assert.InRange(idle.TotalSeconds, 2.5, 3.5);
    }

    [Fact]
    public void Scanning_allocates_nothing_after_warm_up()
    {
        RegionScanner scanner = Scanner();
        RegionHint[] hints = new RegionHint[3];
        for (int i = 0; i < 200; i++) Walk(i);
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 200; i < 400; i++) Walk(i);
        allocations.AssertNone();
        Assert.InRange(_crop.Looked.Count, 50, 1000);

        void Walk(int i)
        {
            for (int k = 0; k < hints.Length; k++)
                hints[k] = new RegionHint(new BoundingBox((i * 0.01f % 1) + (0.1f * k), 0.4f, 0.04f, 0.2f), k == 2, TimeSpan.Zero);
            Scan(scanner, i, hints[0].Box, hints);
        }
    }

    [Fact]
    public void Detectors_with_different_labels_and_options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Scanner(new RegionScannerOptions { OverlapMax = 2 }));
        Assert.Throws<ArgumentException>(() => Scanner(new RegionScannerOptions { CutScoreMin = float.NaN }));
        Assert.Throws<ArgumentException>(() => Scanner(new RegionScannerOptions { Regions = new RegionOptions { HintsMax = 0 } }));
        Assert.Throws<ArgumentException>(() => Scanner(new RegionScannerOptions { Classes = ["persn"] }));
    }

    private RegionScanner Scanner(RegionScannerOptions? options = null) => new(_whole, _crop, new SizeGrid(), options);

    // Ten frames a second; the walker is painted into the picture and known to both detectors.
    private ScanResult Scan(RegionScanner scanner, double frame, BoundingBox? walker, RegionHint[]? hints = null, bool keepObjects = false)
    {
        _ground.CopyTo(_luma, 0);
        if (walker is { } box) Paint(box.ClipToFrame(), keepObjects);
        ImageView view = new(PixelLayout.Gray8, Width, Height, true, ColorMatrix.Bt601, _luma, Width, [], [], 0);
        return scanner.Scan(view, new MediaTime((long)(frame * 100_000_000)), hints, _found);
    }

    private void Paint(BoundingBox box, bool keepObjects)
    {
        if (!keepObjects)
        {
            _crop.Objects.Clear();
            _whole.Objects.Clear();
            _crop.Objects.Add(new DetectedObject(box, 0.9f, 0));
            _whole.Objects.Add(new DetectedObject(box, 0.9f, 0));
        }
        for (int y = (int)(box.Y * Height); y < (int)(box.Bottom * Height); y++)
            _luma.AsSpan((y * Width) + (int)(box.X * Width), (int)(box.Width * Width)).Fill(250);
    }
}
