using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// Decides where the detector looks in each frame: nowhere when nothing moves and nothing is due; at crops round what moves, what is
/// tracked and what was seen cut off; at the whole frame on an interval, or where crops would cost more than it. Deterministic; the
/// order of hints and motion does not matter; allocates nothing once its buffers are warm. Not thread-safe.
/// </summary>
internal sealed class RegionPlanner
{
    // Motion with more of its area inside moving objects is theirs.
    private const float ExplainedShare = 0.6f;

    // Work that quick looks may save up for a burst, in whole frames.
    private const double CreditMax = 1.5;

    // The share is kept on average: what a quiet scene has left over, a short busy one may use.
    private const double ShareCreditMax = 8;

    private readonly RegionOptions _options;
    private readonly DetectorInputs _inputs;
    private readonly SizeGrid _sizes;
    private readonly HintSelection _hints;
    private readonly CropClusters _clusters;
    private readonly FruitlessMotion _fruitless;
    private readonly PlannedRegion[] _regions;
    private readonly List<BoundingBox> _looked = [];
    private readonly List<BoundingBox> _motion = [], _chosen = [];
    private MediaTime _time, _lastWhole, _lastLook, _lastQuick, _lastStationary;
    private bool _looks, _quick;
    private double _quickCredit, _shareCredit;
    private (int Width, int Height) _frame;
    private int _count;

    internal RegionPlanner(RegionOptions options, DetectorInputs inputs, SizeGrid sizes)
    {
        options.Validate();
        (_options, _inputs, _sizes) = (options, inputs, sizes);
        _hints = new HintSelection(options.HintsMax, options.UnseenMax);
        _clusters = new CropClusters(options.Margin, options.ClusterShareMin);
        _fruitless = new FruitlessMotion(options.FastInterval, options.FruitlessInterval);
        _regions = new PlannedRegion[options.RegionsMax];
    }

    /// <summary>The plan of the last frame, most important region first; borrowed until the next.</summary>
    internal ReadOnlySpan<PlannedRegion> Regions => _regions.AsSpan(0, _count);

    /// <summary>How many moving objects were to be looked at in the last frame and are in no region: there would be too many.</summary>
    internal int LeftOut { get; private set; }

    /// <summary>
    /// True if the last plan looks at all that moves; false if only at what is urgent, stands still or was cut off, or at nothing.
    /// </summary>
    internal bool LooksAtMoving => _looks && !_quick;

    /// <summary>Plans one frame.</summary>
    /// <param name="size">Of the frame, pixels.</param>
    /// <param name="time">Of the frame; going back means that the stream began anew.</param>
    /// <param name="motion">What the motion gate says.</param>
    /// <param name="hints">Where the tracker expects objects.</param>
    /// <param name="cut">What the last look saw only in part, in parts of the frame.</param>
    internal void Plan(
        (int Width, int Height) size, MediaTime time, in MotionState motion, ReadOnlySpan<RegionHint> hints, ReadOnlySpan<BoundingBox> cut)
    {
        bool fresh = size != _frame || time < _time;
        EarnCredit(fresh ? TimeSpan.Zero : time - _time, fresh);
        (_frame, _time, _count, LeftOut) = (size, time, 0, 0);
        _motion.Clear();
        _hints.Select(hints);
        if (fresh) _fruitless.Reset();
        if (_options.Mode == RegionMode.WholeFrame)
        {
            (_looks, _quick) = (true, false);
            AddWhole();
            return;
        }
        Collect(motion);
        bool whole = fresh || time - _lastWhole >= (motion.IsCalibrating ? _options.CalibratingInterval : _options.WholeFrameInterval);
        bool stationary = !fresh && HasStationary() && time - _lastStationary >= _options.StationaryInterval;
        bool rested = IsDue(_lastQuick, _options.FastInterval);
        bool look = rested && (_hints.HasMoving || _motion.Count > 0) && IsDue(_lastLook, _options.LookInterval);
        _quick = !look && !whole && rested && IsUrgent();
        _looks = look || whole || _quick;
        if (_looks) RememberLook();
        if (!_looks || (_quick && !HasQuickCredit)) _motion.Clear();
        if (!_looks && !stationary && cut.Length == 0) return;
        AddSeeds(stationary, cut);
        Lay(whole);
        if (stationary || _regions[0].IsWholeFrame) _lastStationary = time;
        Spend();
    }

    /// <summary>Takes what was found in the regions of the plan, so that motion in vain can be told from motion of objects.</summary>
    internal void Note(ReadOnlySpan<BoundingBox> found)
    {
        foreach (BoundingBox motion in _motion)
        {
            bool any = false;
            foreach (ref readonly BoundingBox box in found) any |= BoundingBox.IntersectionArea(motion, box) > 0;
            _fruitless.Note(motion, _time, any);
        }
    }

    private bool HasStationary() => _hints.Hints.Length > 0 && _hints.Hints[^1].IsStationary;

    // Motion that is nobody's yet.
    private void Collect(in MotionState motion)
    {
        foreach (ref readonly BoundingBox box in motion.Boxes)
            if (_hints.MovingShare(box) < ExplainedShare && _fruitless.IsDue(box, _time)) _motion.Add(box);
    }

    // Half a millisecond of grace: times of frames are rounded, and a look that is missed by a hair is late by a whole frame.
    private bool IsDue(MediaTime last, TimeSpan interval) => _time - last + TimeSpan.FromMilliseconds(0.5) >= interval;

    private void EarnCredit(TimeSpan elapsed, bool fresh)
    {
        _quickCredit = fresh ? CreditMax : Math.Min(CreditMax, _quickCredit + (_options.QuickWork * elapsed.TotalSeconds));
        _shareCredit = fresh ? ShareCreditMax : Math.Min(ShareCreditMax, _shareCredit + _options.WorkShare);
    }

    // What must be looked at in any case is taken from the common share too, so that quick looks only use what is left of it.
    private void Spend()
    {
        double work = _regions[0].IsWholeFrame ? 1 + ((_count - 1) * _inputs.CropCost) : _count * _inputs.CropCost;
        _shareCredit = Math.Max(-CreditMax, _shareCredit - work);
        if (_quick) _quickCredit -= work;
    }

    private bool HasQuickCredit => _quickCredit > 0 && _shareCredit > 0;

    private bool IsUrgent()
    {
        if (HasQuickCredit && _motion.Count > 0) return true;
        foreach (ref readonly RegionHint hint in _hints.Hints)
            if (IsUrgent(hint)) return true;
        return false;
    }

    // What is not believed yet needs several looks while it is there, and what has left its place is soon lost.
    private bool IsUrgent(in RegionHint hint) => !hint.IsStationary && ((hint.IsYoung && HasQuickCredit) || (hint.Unseen == TimeSpan.Zero && HasMovedAway(hint.Box)));

    private bool HasMovedAway(in BoundingBox box)
    {
        float best = 0;
        foreach (BoundingBox looked in _looked) best = MathF.Max(best, BoundingBox.IntersectionOverUnion(box, looked));
        return best < _options.LookOverlap;
    }

    private void RememberLook()
    {
        _lastQuick = _time;
        if (_quick) return;
        _lastLook = _time;
        _looked.Clear();
        foreach (ref readonly RegionHint hint in _hints.Hints)
            if (!hint.IsStationary) _looked.Add(hint.Box);
    }

    private void AddSeeds(bool stationary, ReadOnlySpan<BoundingBox> cut)
    {
        _chosen.Clear();
        _clusters.Clear(_inputs.CropSide(_frame.Width, _frame.Height));
        foreach (ref readonly RegionHint hint in _hints.Hints)
        {
            if (hint.IsStationary ? !stationary : !_looks || (_quick && !IsUrgent(hint))) continue;
            if (_quick && !hint.IsStationary) _chosen.Add(hint.Box);
            Add(hint.Box, hint.IsStationary ? CropSeed.Stationary : CropSeed.Moving);
        }
        foreach (BoundingBox box in _motion) AddMotion(box);
        foreach (ref readonly BoundingBox box in cut) Add(box, CropSeed.Motion);
        _clusters.Merge();
        _looked.AddRange(_chosen);
    }

    private void Add(in BoundingBox box, int rank) => _clusters.Add(CropSeed.From(box, rank, _frame.Width, _frame.Height));

    // Motion often is only a part of what moves: grown to the usual size of objects that stand there. Where that is not known, small
    // motion is no sign of a small object.
    private void AddMotion(in BoundingBox motion)
    {
        float usual = _sizes.UsualSide(motion);
        float height = MathF.Max(motion.Height, usual), width = MathF.Max(motion.Width, usual * _frame.Height / _frame.Width);
        BoundingBox box = new(motion.CenterX - (width / 2), motion.CenterY - (height / 2), width, height);
        CropSeed seed = CropSeed.From(box, CropSeed.Motion, _frame.Width, _frame.Height);
        _clusters.Add(usual > 0 ? seed : seed with { SideMin = float.MaxValue });
    }

    private void Lay(bool whole)
    {
        whole |= _clusters.Clusters.Length * _inputs.CropCost >= 1 || HasCropCoarserThanWhole();
        if (whole)
        {
            AddWhole();
            _lastWhole = _time;
            _clusters.KeepSmall((float)(_options.SmallSidePixels / _inputs.WholeScale(_frame.Width, _frame.Height)));
        }
        _clusters.Truncate(_options.RegionsMax - _count);
        foreach (ref readonly CropSeed cluster in _clusters.Clusters)
            _regions[_count++] = new PlannedRegion(_clusters.Crop(cluster, _frame.Width, _frame.Height), false);
        LeftOut = whole || !LooksAtMoving ? 0 : _hints.LeftOut + CountUncovered();
    }

    // A crop that is shrunk more than the whole frame shows less than it.
    private bool HasCropCoarserThanWhole()
    {
        double side = Math.Min(_inputs.CropWidth, _inputs.CropHeight) / _inputs.WholeScale(_frame.Width, _frame.Height);
        foreach (ref readonly CropSeed cluster in _clusters.Clusters)
            if (_clusters.Crop(cluster, _frame.Width, _frame.Height).Height > Math.Ceiling(side)) return true;
        return false;
    }

    private void AddWhole() => _regions[_count++] = new PlannedRegion(new PixelRectangle(0, 0, _frame.Width, _frame.Height), true);

    private int CountUncovered()
    {
        int uncovered = 0;
        foreach (ref readonly RegionHint hint in _hints.Hints)
        {
            if (hint.IsStationary) break;
            BoundingBox box = hint.Box.ClipToFrame();
            bool covered = false;
            foreach (ref readonly PlannedRegion region in Regions)
                covered |= BoundingBox.IntersectionArea(box, InFrame(region.Rectangle)) >= ScannedArea.CoveredMin * box.Area;
            if (!covered) uncovered++;
        }
        return uncovered;
    }

    private BoundingBox InFrame(PixelRectangle r) =>
        new((float)r.X / _frame.Width, (float)r.Y / _frame.Height, (float)r.Width / _frame.Width, (float)r.Height / _frame.Height);
}
