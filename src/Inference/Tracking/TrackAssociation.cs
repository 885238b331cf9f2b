using System.Runtime.InteropServices;
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

    private readonly SparseAssignment _assignment = new();
    private readonly BoxIndex _index = new();
    private readonly HiddenFoot _hiddenFoot = new();
    private readonly List<PairCost> _pairs = [];
    private readonly List<int> _unmatched = [];
    private readonly List<int> _near = [];
    private readonly List<Track> _rows = [];
    // In the order of their ranks, best first: the detections, their places in the caller's order, their boxes, and whether a track has them.
    private Detection.Detection[] _ranked = [];
    private int[] _callers = [];
    private BoundingBox[] _boxes = [];
    private bool[] _taken = [];
    private int _count;

    /// <summary>Takes the detections of a frame and puts them in an order that does not depend on the caller's.</summary>
    internal void Begin(ReadOnlySpan<Detection.Detection> detections)
    {
        _count = detections.Length;
        if (_ranked.Length < _count)
        {
            _ranked = new Detection.Detection[_count * 2];
            _callers = new int[_count * 2];
            _boxes = new BoundingBox[_count * 2];
            _taken = new bool[_count * 2];
        }
        for (int i = 0; i < _count; i++)
        {
            Require(detections[i]);
            _ranked[i] = detections[i];
            _callers[i] = i;
        }
        DetectionOrder.SortBestFirst(_ranked.AsSpan(0, _count), _callers.AsSpan(0, _count));
        for (int i = 0; i < _count; i++) _boxes[i] = _ranked[i].Box;
        _taken.AsSpan(0, _count).Clear();
        _index.Build(_boxes.AsSpan(0, _count));
    }

    /// <summary>Indices of strong detections that no track took, in the caller's order, best first. Reused by the next call.</summary>
    internal List<int> Unmatched()
    {
        _unmatched.Clear();
        for (int i = 0; i < _count; i++)
            if (!_taken[i] && IsStrong(i)) _unmatched.Add(_callers[i]);
        return _unmatched;
    }

    /// <summary>Takes the tracks, moved on to the time of the frame.</summary>
    internal void Expect(List<Track> tracks)
    {
        // Best first: the strong ones are the first ones.
        int strong = 0;
        while (strong < _count && IsStrong(strong)) strong++;
        _hiddenFoot.Begin(tracks, _ranked.AsSpan(0, strong));
    }

    /// <summary>Runs one round and tells the matched tracks.</summary>
    internal void Match(List<Track> tracks, AssociationStage stage, MediaTime time)
    {
        _rows.Clear();
        _pairs.Clear();
        foreach (Track track in tracks)
            if (TakesPart(track, stage)) _rows.Add(track);
        float limit = 1 - (stage == AssociationStage.Weak ? options.WeakOverlap : options.StrongOverlap);
        for (int r = 0; r < _rows.Count; r++) AddPairs(r, stage, time, limit);
        ReadOnlySpan<int> ranks = _assignment.Solve(_rows.Count, _count, CollectionsMarshal.AsSpan(_pairs), limit);
        for (int r = 0; r < _rows.Count; r++)
        {
            int rank = ranks[r];
            if (rank < 0) continue;
            _taken[rank] = true;
            _rows[r].Match(time, _ranked[rank], _callers[rank], _hiddenFoot.Restore(_rows[r], _boxes[rank], rank));
        }
    }

    private static bool TakesPart(Track track, AssociationStage stage) => track.DetectionIndex < 0 && stage switch
    {
        AssociationStage.Strong => track.State is TrackState.Confirmed or TrackState.Lost,
        AssociationStage.Weak => track.State is TrackState.Confirmed,
        _ => track.State is TrackState.Tentative,
    };

    private void AddPairs(int row, AssociationStage stage, MediaTime time, float limit)
    {
        Track track = _rows[row];
        float growth = MathF.Min(GrowthMax, GrowthPerSecond * (float)(time - track.LastSeen).TotalSeconds);
        BoundingBox grown = Grow(track.Box, growth);
        _near.Clear();
        _index.Find(grown, growth, _near);
        foreach (int rank in _near)
        {
            bool inRound = stage == AssociationStage.Weak ? !IsStrong(rank) && _ranked[rank].Score >= options.LowScore : IsStrong(rank);
            if (!inRound || _taken[rank] || !options.Classes.SameGroup(track.ClassId, _ranked[rank].ClassId)) continue;
            float cost = 1 - BoundingBox.IntersectionOverUnion(grown, Grow(_boxes[rank], growth));
            if (cost < limit) _pairs.Add(new PairCost(row, rank, cost));
        }
    }

    private bool IsStrong(int rank) => _ranked[rank].Score >= options.ContinueScore;

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
