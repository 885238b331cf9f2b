using System.Runtime.InteropServices;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// What a pipeline calls for each frame of one camera: motion gate, region planner, detector. Not thread-safe; allocates nothing once
/// its buffers are warm. Borrows its detectors, which other cameras may use between two calls.
/// </summary>
public sealed class RegionScanner
{
    // A box that lies so far inside an object that is already followed tells nothing new.
    private const float KnownShare = 0.6f;

    private readonly RegionScannerOptions _options;
    private readonly bool[] _tracked;
    private readonly SizeGrid _sizes;
    private readonly MotionGate _gate;
    private readonly RegionPlanner _planner;
    private readonly RegionDetector _detector;
    private readonly List<BoundingBox> _found = [];
    private readonly BoundingBox[] _follow = new BoundingBox[RegionDetector.CutOffMax];
    private int _followCount;

    /// <summary>Makes a scanner for one camera.</summary>
    /// <param name="whole">Detector for whole frames.</param>
    /// <param name="crop">Detector for crops; may be the same.</param>
    /// <param name="sizes">Usual sizes of objects of this camera: learned further, saved by the caller.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the detectors have different labels.</exception>
    public RegionScanner(IDetector<Detection> whole, IDetector<Detection> crop, SizeGrid sizes, RegionScannerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(crop);
        ArgumentNullException.ThrowIfNull(sizes);
        _options = options ?? new RegionScannerOptions();
        _options.Validate();
        _sizes = sizes;
        _gate = new MotionGate(_options.Motion);
        _tracked = _options.Tracked(whole.Card.Labels);
        _detector = new RegionDetector(whole, crop, _options, _tracked);
        _planner = new RegionPlanner(_options.Regions, _detector.Inputs, sizes);
    }

    /// <summary>Looks at one frame where it is worth looking.</summary>
    /// <param name="image">The frame.</param>
    /// <param name="time">Its time; going back means that the stream began anew.</param>
    /// <param name="hints">Where the tracker expects objects at this time.</param>
    /// <param name="detections">Takes what is found, best score first.</param>
    /// <exception cref="ModelOutputException">A model gave numbers that cannot be its answer.</exception>
    public ScanResult Scan(
        scoped in ImageView image, MediaTime time, scoped ReadOnlySpan<RegionHint> hints, scoped Span<Detection> detections)
    {
        long started = _options.Time.GetTimestamp();
        MotionState motion = _gate.Observe(image, time);
        _planner.Plan((image.Width, image.Height), time, motion, hints, _follow.AsSpan(0, _followCount));
        TimeSpan gate = _options.Time.GetElapsedTime(started);
        bool followed = _followCount > 0;
        _followCount = 0;
        int count = _detector.Detect(image, _planner.Regions, detections);
        if (_planner.Regions.Length > 0)
        {
            Learn(hints, (float)image.Width / image.Height);
            Note(detections[..count]);
            // What is cut again in its own crop is not followed further: no chain of crops without end.
            if (!followed) Follow(hints);
        }
        return new ScanResult
        {
            Count = count,
            Regions = _detector.Scanned,
            Motion = motion,
            LeftOut = _planner.LeftOut,
            Gate = gate,
            Timings = _detector.LastTimings,
        };
    }

    private void Learn(ReadOnlySpan<RegionHint> hints, float aspect)
    {
        foreach (ref readonly RegionHint hint in hints)
            if (hint.Unseen == TimeSpan.Zero && !hint.IsStationary) _sizes.Learn(hint.Box, aspect);
    }

    private void Note(ReadOnlySpan<Detection> detections)
    {
        _found.Clear();
        foreach (ref readonly Detection detection in detections)
            if (_tracked[detection.ClassId] && detection.Score >= _options.CutScoreMin) _found.Add(detection.Box);
        _planner.Note(CollectionsMarshal.AsSpan(_found));
    }

    private void Follow(ReadOnlySpan<RegionHint> hints)
    {
        foreach (ref readonly BoundingBox cut in _detector.CutOff)
            if (!IsKnown(cut, hints)) _follow[_followCount++] = cut;
    }

    private static bool IsKnown(in BoundingBox box, ReadOnlySpan<RegionHint> hints)
    {
        foreach (ref readonly RegionHint hint in hints)
            if (BoundingBox.IntersectionArea(box, hint.Box) >= KnownShare * box.Area) return true;
        return false;
    }
}
