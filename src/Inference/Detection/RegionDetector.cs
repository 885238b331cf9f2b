using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// Runs detectors over the regions of a plan and makes one list of it. What a crop's edge cuts is not told as found: where another
/// region shows it whole, that one counts; where none does, it is given in <see cref="CutOff"/> to be looked at in a region of its own.
/// Not thread-safe; allocates nothing once its buffers are warm. Borrows its detectors.
/// </summary>
internal sealed class RegionDetector
{
    // How near an inner edge of a region a box must come to count as cut: part of the region's side.
    private const float EdgeShare = 0.015f;

    // A cut box that lies so far inside another one is a part of it.
    private const float PartShare = 0.6f;

    private const int FoundMax = 1024;
    internal const int CutOffMax = 8;

    private readonly IDetector<Detection> _whole, _crop;
    private readonly float _overlapMax, _cutScoreMin;
    private readonly bool[] _tracked;
    private readonly ClassGroups _groups;
    private readonly Detection[] _found = new Detection[FoundMax];
    private readonly Detection[] _uncut = new Detection[FoundMax], _cut = new Detection[FoundMax];
    private readonly BoundingBox[] _cutOff = new BoundingBox[CutOffMax], _scanned = new BoundingBox[64];
    private int _uncutCount, _cutCount, _cutOffCount, _scannedCount;

    /// <summary>Makes it over two detectors with the same labels, which may be the same.</summary>
    /// <param name="whole">For whole frames.</param>
    /// <param name="crop">For crops.</param>
    /// <param name="options">Overlap in which the weaker of two is dropped; score from which something cut off is told.</param>
    /// <param name="tracked">By class id, whether it is told when cut off.</param>
    /// <exception cref="ArgumentException">The detectors have different labels.</exception>
    internal RegionDetector(IDetector<Detection> whole, IDetector<Detection> crop, RegionScannerOptions options, bool[] tracked)
    {
        if (!whole.Card.Labels.SequenceEqual(crop.Card.Labels))
            throw new ArgumentException($"the models {whole.Card.Name} and {crop.Card.Name} have different labels: use one model in two sizes");
        (_whole, _crop, _tracked) = (whole, crop, tracked);
        _groups = ClassGroups.FromLabels(whole.Card.Labels);
        (_overlapMax, _cutScoreMin) = (options.OverlapMax, options.CutScoreMin);
    }

    /// <summary>The input sizes to plan for.</summary>
    internal DetectorInputs Inputs
    {
        get
        {
            ModelInput crop = _crop.Card.Input, whole = _whole.Card.Input;
            return new DetectorInputs(crop.Width, crop.Height, whole.Width, whole.Height);
        }
    }

    /// <summary>The regions of the last call in parts of the frame; borrowed until the next.</summary>
    internal ReadOnlySpan<BoundingBox> Scanned => _scanned.AsSpan(0, _scannedCount);

    /// <summary>What the last call saw only in part, best first; borrowed until the next.</summary>
    internal ReadOnlySpan<BoundingBox> CutOff => _cutOff.AsSpan(0, _cutOffCount);

    /// <summary>Sums over all regions of the last call.</summary>
    internal DetectorTimings LastTimings { get; private set; }

    /// <summary>Looks at regions of a picture and writes what it sees, best score first.</summary>
    /// <returns>How many were written; when there are more than the span holds, the best ones.</returns>
    /// <exception cref="ModelOutputException">A model gave numbers that cannot be its answer.</exception>
    internal int Detect(in ImageView image, ReadOnlySpan<PlannedRegion> regions, Span<Detection> results)
    {
        (_uncutCount, _cutCount, _cutOffCount, _scannedCount) = (0, 0, 0, 0);
        LastTimings = default;
        foreach (ref readonly PlannedRegion region in regions) Look(image, region);
        // One region's detections are already suppressed and in order.
        if (regions.Length > 1) _uncutCount = NonMaximumSuppression.Keep(_uncut.AsSpan(0, _uncutCount), _overlapMax, _groups);
        if (_cutCount > 0) JudgeCut();
        int count = Math.Min(_uncutCount, results.Length);
        _uncut.AsSpan(0, count).CopyTo(results);
        return count;
    }

    private void Look(in ImageView image, in PlannedRegion region)
    {
        IDetector<Detection> detector = region.IsWholeFrame ? _whole : _crop;
        PixelRectangle r = region.Rectangle;
        BoundingBox part = new(
            (float)r.X / image.Width, (float)r.Y / image.Height, (float)r.Width / image.Width, (float)r.Height / image.Height);
        _scanned[_scannedCount++] = part;
        int count = detector.Detect(image, r, _found);
        DetectorTimings timings = detector.LastTimings;
        LastTimings = new DetectorTimings(
            LastTimings.Preprocess + timings.Preprocess, LastTimings.Inference + timings.Inference, LastTimings.Decode + timings.Decode);
        foreach (ref readonly Detection detection in _found.AsSpan(0, count))
        {
            // Full buffers mean thousands of boxes: the best of each region come first, so that the weakest are lost.
            if (IsCut(detection.Box, part))
            {
                if (_cutCount < _cut.Length) _cut[_cutCount++] = detection;
            }
            else if (_uncutCount < _uncut.Length)
            {
                _uncut[_uncutCount++] = detection;
            }
        }
    }

    private static bool IsCut(in BoundingBox box, in BoundingBox region)
    {
        float x = EdgeShare * region.Width, y = EdgeShare * region.Height;
        // The sum of a region's place and size may miss 1 by a rounding.
        const float frameEdge = 1 - 1e-5f;
        return (region.X > 0 && box.X <= region.X + x) || (region.Y > 0 && box.Y <= region.Y + y)
            || (region.Right < frameEdge && box.Right >= region.Right - x) || (region.Bottom < frameEdge && box.Bottom >= region.Bottom - y);
    }

    private void JudgeCut()
    {
        int count = NonMaximumSuppression.Keep(_cut.AsSpan(0, _cutCount), _overlapMax, _groups);
        foreach (ref readonly Detection cut in _cut.AsSpan(0, count))
        {
            if (_cutOffCount == _cutOff.Length || cut.Score < _cutScoreMin) return;
            if (_tracked[cut.ClassId] && !IsPart(cut)) _cutOff[_cutOffCount++] = cut.Box;
        }
    }

    private bool IsPart(in Detection cut)
    {
        foreach (ref readonly Detection kept in _uncut.AsSpan(0, _uncutCount))
            if (BoundingBox.IntersectionArea(cut.Box, kept.Box) >= PartShare * cut.Box.Area) return true;
        foreach (ref readonly BoundingBox other in CutOff)
            if (BoundingBox.IntersectionArea(cut.Box, other) >= PartShare * cut.Box.Area) return true;
        return false;
    }
}
