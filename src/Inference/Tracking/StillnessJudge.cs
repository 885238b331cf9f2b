using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// Decides which tracks are stationary: the box stays for <see cref="TrackerOptions.StationaryAfter"/>, and the picture of the place
/// taken half-way still correlates. A stationary object stays so while its box or its picture stays.
/// </summary>
internal sealed class StillnessJudge(TrackerOptions options)
{
    /// <summary>Correlation of the place's picture from which an object may become stationary.</summary>
    internal const double StayCorrelation = 0.90;

    /// <summary>Correlation below which the place looks different.</summary>
    internal const double LeaveCorrelation = 0.85;

    // Overlap (IoU) of two boxes of one still object: a detector's boxes jitter by some 10 % of the size before the filter smooths them.
    private const float StableOverlap = 0.7f;
    // Light changes slowly: the anchor follows it. Comparisons cost some 30 microseconds each, so they are not made in every frame.
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CompareEvery = TimeSpan.FromSeconds(0.4);

    private readonly StationaryAnchors _anchors = new();
    private readonly byte[] _now = new byte[StationaryAnchors.Length];

    /// <summary>Takes note of a track that was seen in this frame. An image without pixels means that there is none.</summary>
    internal void Seen(Track track, MediaTime time, in ImageView image)
    {
        Stillness still = track.Stillness;
        bool stays = BoundingBox.IntersectionOverUnion(still.Place, track.Box) >= StableOverlap;
        if (still.IsStationary)
        {
            if (stays) Refresh(still, time, image);
            // The box of a still object may jump, for example when somebody stands before it: then its picture decides.
            else if (!LooksSame(still, time, image)) still.Begin(track.Box, time);
            return;
        }
        if (!stays) still.Begin(track.Box, time);
        else MaySettle(still, time, image);
    }

    /// <summary>True if a stationary track that the detector did not find is still there by the picture of its place.</summary>
    internal bool Holds(Track track, MediaTime time, in ImageView image) =>
        track.IsStationary && LooksSame(track.Stillness, time, image);

    /// <summary>True if a place looks as in its anchor; false if there is no picture to compare.</summary>
    internal bool LooksSame(in BoundingBox place, ReadOnlySpan<byte> anchor, in ImageView image) =>
        Correlate(place, anchor, image) is { } correlation && correlation >= LeaveCorrelation;

    private void MaySettle(Stillness still, MediaTime time, in ImageView image)
    {
        TimeSpan stable = time - still.Since;
        if (image.Width == 0)
        {
            // Nobody gives pictures to this tracker: the box alone must do.
            if (stable >= options.StationaryAfter && !still.HasAnchor) still.Settle();
            return;
        }
        if (!still.HasAnchor)
        {
            if (stable >= options.StationaryAfter / 2) TakeAnchor(still, time, image);
            return;
        }
        if (stable < options.StationaryAfter || time - still.Compared < options.StationaryAfter / 2) return;
        if (Correlate(still.Place, still.Anchor, image) >= StayCorrelation) still.Settle();
        // Something passed in front, or it moves within its box: a new anchor, and another half of the time to prove it.
        else TakeAnchor(still, time, image);
    }

    private void Refresh(Stillness still, MediaTime time, in ImageView image)
    {
        if (image.Width == 0 || time - still.Compared < RefreshEvery) return;
        if (!still.HasAnchor)
        {
            TakeAnchor(still, time, image);
            return;
        }
        bool wasSame = still.IsSame;
        double? correlation = Correlate(still.Place, still.Anchor, image);
        still.Compare(correlation >= LeaveCorrelation, time);
        // Different twice running although the detector sees it in its place: the light changed, not the object.
        if (correlation >= StayCorrelation || (correlation < LeaveCorrelation && !wasSame)) still.Keep(_now, time);
    }

    private bool LooksSame(Stillness still, MediaTime time, in ImageView image)
    {
        if (!still.HasAnchor || image.Width == 0) return false;
        if (still.IsSame && time > still.Compared && time - still.Compared < CompareEvery) return true;
        still.Compare(LooksSame(still.Place, still.Anchor, image), time);
        return still.IsSame;
    }

    private void TakeAnchor(Stillness still, MediaTime time, in ImageView image)
    {
        if (_anchors.Capture(image, still.Place, _now)) still.Keep(_now, time);
    }

    private double? Correlate(in BoundingBox place, ReadOnlySpan<byte> anchor, in ImageView image)
    {
        if (image.Width == 0 || !_anchors.Capture(image, place, _now)) return null;
        return StationaryAnchors.Correlation(anchor, _now);
    }
}
