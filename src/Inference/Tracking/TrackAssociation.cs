using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>Finds which detection belongs to which track in one frame.</summary>
internal sealed class TrackAssociation(TrackerOptions options)
{
    // Per second unseen, a box is grown by this part of its size on each side before the overlap is taken, up to the limit: at low
    // frame rates and after gaps the boxes of one object may no longer touch (as in Yang et al., "C-BIoU", 2023).
    private const float GrowthPerSecond = 1f;
    private const float GrowthMax = 0.4f;

    private readonly Assignment _assignment = new();
    private readonly List<int> _order = [];
    private readonly List<int> _unmatched = [];
    private readonly List<int> _columns = [];
    private readonly List<Track> _rows = [];
    private Detection.Detection[] _sortKeys = [];
    private int[] _sortValues = [];

    /// <summary>Indices of strong detections that no track took, best first.</summary>
    internal List<int> Unmatched => _unmatched;

    /// <summary>Takes the detections of a frame and puts them in an order that does not depend on the caller's.</summary>
    internal void Begin(ReadOnlySpan<Detection.Detection> detections)
    {
        if (_sortKeys.Length < detections.Length)
        {
            _sortKeys = new Detection.Detection[detections.Length * 2];
            _sortValues = new int[detections.Length * 2];
        }
        for (int i = 0; i < detections.Length; i++)
        {
            Require(detections[i]);
            _sortKeys[i] = detections[i];
            _sortValues[i] = i;
        }
        DetectionOrder.SortBestFirst(_sortKeys.AsSpan(0, detections.Length), _sortValues.AsSpan(0, detections.Length));
        _order.Clear();
        _unmatched.Clear();
        foreach (int index in _sortValues.AsSpan(0, detections.Length))
        {
            _order.Add(index);
            if (detections[index].Score >= options.ContinueScore) _unmatched.Add(index);
        }
    }

    /// <summary>Runs one round and tells the matched tracks.</summary>
    internal void Match(List<Track> tracks, AssociationStage stage, MediaTime time, ReadOnlySpan<Detection.Detection> detections)
    {
        _rows.Clear();
        foreach (Track track in tracks)
            if (TakesPart(track, stage)) _rows.Add(track);
        _columns.Clear();
        if (stage != AssociationStage.Weak) _columns.AddRange(_unmatched);
        else AddWeak(detections);
        if (_rows.Count == 0 || _columns.Count == 0) return;

        float overlapMin = stage == AssociationStage.Weak ? options.WeakOverlap : options.StrongOverlap;
        float limit = 1 - overlapMin;
        _assignment.Begin(_rows.Count, _columns.Count, limit);
        for (int r = 0; r < _rows.Count; r++)
        {
            for (int c = 0; c < _columns.Count; c++)
                _assignment.SetCost(r, c, MathF.Min(limit, Cost(_rows[r], detections[_columns[c]], time)));
        }
        ReadOnlySpan<int> columns = _assignment.Solve();
        for (int r = 0; r < _rows.Count; r++)
        {
            if (columns[r] >= _columns.Count) continue;
            int index = _columns[columns[r]];
            if (Cost(_rows[r], detections[index], time) >= limit) continue;
            _rows[r].Match(time, detections[index], index);
            _unmatched.Remove(index);
        }
    }

    private void AddWeak(ReadOnlySpan<Detection.Detection> detections)
    {
        foreach (int index in _order)
            if (detections[index].Score >= options.LowScore && detections[index].Score < options.ContinueScore) _columns.Add(index);
    }

    private static bool TakesPart(Track track, AssociationStage stage) => track.DetectionIndex < 0 && stage switch
    {
        AssociationStage.Strong => track.State is TrackState.Confirmed or TrackState.Lost,
        AssociationStage.Weak => track.State is TrackState.Confirmed,
        _ => track.State is TrackState.Tentative,
    };

    private float Cost(Track track, in Detection.Detection detection, MediaTime time)
    {
        if (!options.Classes.SameGroup(track.ClassId, detection.ClassId)) return 1;
        float growth = MathF.Min(GrowthMax, GrowthPerSecond * (float)(time - track.LastSeen).TotalSeconds);
        return 1 - BoundingBox.IntersectionOverUnion(Grow(track.Box, growth), Grow(detection.Box, growth));
    }

    private static BoundingBox Grow(in BoundingBox box, float part) =>
        new(box.X - (part * box.Width), box.Y - (part * box.Height), box.Width * (1 + (2 * part)), box.Height * (1 + (2 * part)));

    private void Require(in Detection.Detection detection)
    {
        BoundingBox box = detection.Box;
        if (!float.IsFinite(box.X + box.Y + box.Width + box.Height + detection.Score))
            throw new ArgumentException($"a detection is not finite: {detection}", nameof(detection));
        if ((uint)detection.ClassId >= (uint)options.Classes.ClassCount)
            throw new ArgumentException($"class {detection.ClassId} is outside the tracker's {options.Classes.ClassCount} classes", nameof(detection));
    }
}
