using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// Says where in a stream something moves, from the luma plane alone: shrunken picture, contrast stretch, difference to a running
/// average. A second, faster average tells what moves from what was put down or has left: an area that only differs from the
/// background and no longer changes is not motion. Not thread-safe; allocates only when the picture's size changes.
/// </summary>
public sealed class MotionGate
{
    // The rate that the weights are given for.
    private static readonly TimeSpan WeightStep = TimeSpan.FromSeconds(0.2);

    // The faster average follows within a second; half the threshold, since it has followed in part already.
    private const double RecentWeight = 0.2;
    private const float RecentThresholdShare = 0.5f;

    private const int LivelyPixelsMin = 3;

    // While calibrating, more change than this begins it anew.
    private const float UnsettledShare = 0.25f;

    private readonly MotionGateOptions _options;
    private readonly LumaShrinker _shrinker = new();
    private readonly ContrastStretch _stretch = new();
    private readonly MotionMask _mask;
    private readonly ClockFinder _clock = new();
    private readonly ConnectedAreas _areas = new();
    private byte[] _pixels = [], _changed = [], _map = [], _dilated = [], _lively = [];
    private ushort[] _sums = [];
    private float[] _current = [], _previous = [], _background = [], _recent = [];
    private MediaTime _time, _lastMotion, _calibrateUntil;
    private MediaTime? _movingSince;
    private bool _started;

    /// <summary>Makes a gate for one camera.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the message lists all faults.</exception>
    public MotionGate(MotionGateOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _mask = new MotionMask(options.Masks);
    }

    /// <summary>
    /// Takes the next frame. A new size, a time that goes back or a long silence begin anew.
    /// </summary>
    public MotionState Observe(scoped in ImageView image, MediaTime time)
    {
        if (_shrinker.Prepare(image.Width, image.Height)) Resize();
        TimeSpan elapsed = time - _time;
        if (elapsed < TimeSpan.Zero || elapsed > _options.GapMax) _started = false;
        _time = time;
        if (!_started) _stretch.Reset();
        Prepare(image, _started ? elapsed : TimeSpan.Zero);
        if (!_started) return Start(time);
        _clock.Observe(_previous, _current, ClockFinder.ChangeLevels / _stretch.Gain, time, elapsed);
        return Judge(time, elapsed);
    }

    private static float Weight(double weight, TimeSpan elapsed) => (float)(1 - Math.Pow(1 - weight, elapsed / WeightStep));

    private void Resize()
    {
        int width = _shrinker.Width, height = _shrinker.Height, length = width * height, bordered = (width + 2) * (height + 2);
        (_pixels, _changed, _sums) = (new byte[length], new byte[length], new ushort[width + 2]);
        (_map, _dilated, _lively) = (new byte[bordered], new byte[bordered], new byte[bordered]);
        (_current, _previous, _background, _recent) = (new float[length], new float[length], new float[length], new float[length]);
        _mask.Draw(width, height);
        _clock.Reset(width, height);
        _started = false;
    }

    private void Prepare(in ImageView image, TimeSpan elapsed)
    {
        (_previous, _current) = (_current, _previous);
        _shrinker.Shrink(image, _pixels);
        _stretch.Observe(_pixels, elapsed, _options.StretchWindow);
        _mask.Paint(_pixels);
        MotionKernels.Blur(_pixels, _shrinker.Width, _sums, _current);
    }

    private MotionState Start(MediaTime time)
    {
        _started = true;
        _clock.Reset(_shrinker.Width, _shrinker.Height);
        Calibrate(time);
        return new MotionState { IsCalibrating = true };
    }

    private void Calibrate(MediaTime time)
    {
        _current.CopyTo(_background, 0);
        _current.CopyTo(_recent, 0);
        _calibrateUntil = time + _options.CalibrateFor;
        _lastMotion = time;
        _movingSince = null;
    }

    private MotionState Judge(MediaTime time, TimeSpan elapsed)
    {
        float threshold = _options.Threshold / _stretch.Gain;
        MotionKernels.Compare(_current, _recent, threshold * RecentThresholdShare, _changed);
        CopyOpen(_lively);
        MotionKernels.Compare(_current, _background, threshold, _changed);
        int changed = CopyOpen(_map);
        float share = _mask.OpenPixels > 0 ? (float)changed / _mask.OpenPixels : 0;
        MotionKernels.Approach(_recent, _current, Weight(RecentWeight, elapsed));
        bool sceneWide = share > _options.SceneWideShare;
        bool calibrating = time < _calibrateUntil;
        // What is learned while much still changes (a filter that moves, an exposure that settles) would be wrong afterwards.
        if (sceneWide || (calibrating && share > UnsettledShare)) Calibrate(time);
        if (sceneWide || calibrating)
        {
            MotionKernels.Approach(_background, _current, Weight(_options.CalibrationWeight, elapsed));
            _lastMotion = time;
            return new MotionState
            {
                IsCalibrating = true,
                IsSceneWideChange = sceneWide,
                ChangedShare = share,
                HasClock = _clock.HasClock,
            };
        }
        MotionKernels.Dilate(_map, _dilated, _shrinker.Width + 2);
        ReadOnlySpan<BoundingBox> boxes = _areas.Find(_dilated, _lively, _shrinker.Width + 2, _options.AreaMin, LivelyPixelsMin);
        UpdateBackground(boxes.Length > 0, time, elapsed);
        return new MotionState { Boxes = boxes, ChangedShare = share, HasClock = _clock.HasClock, IdleFor = time - _lastMotion };
    }

    // Copies the changed pixels that are neither masked nor of the clock into a map with a border; returns how many there are.
    private int CopyOpen(Span<byte> map)
    {
        int width = _shrinker.Width, count = 0;
        for (int y = 0; y < _shrinker.Height; y++)
        {
            Span<byte> row = _changed.AsSpan(y * width, width);
            for (int x = 0, skipped; (skipped = row[x..].IndexOfAnyExcept((byte)0)) >= 0; x++)
            {
                x += skipped;
                if (_mask[(y * width) + x] || (_clock.HasClock && _clock.IsClock(x, y))) row[x] = 0;
                else count++;
            }
            row.CopyTo(map.Slice(((y + 1) * (width + 2)) + 1, width));
        }
        return count;
    }

    private void UpdateBackground(bool moving, MediaTime time, TimeSpan elapsed)
    {
        if (moving)
        {
            _movingSince ??= time;
            _lastMotion = time;
        }
        else
        {
            _movingSince = null;
        }
        if (_movingSince is { } since && time - since < _options.HoldBackground) return;
        MotionKernels.Approach(_background, _current, Weight(_options.BackgroundWeight, elapsed));
    }
}
