using System.Runtime.InteropServices;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Rules.Definitions;

namespace SafeCity.Edge.Agent.Rules.Scene;

/// <summary>
/// Judges the looks of one camera against limits and against what is usual for it, which it learns while nothing is wrong (half of it in
/// five minutes). Limits are starting points, tried on the demo clip and on pictures that were blurred, darkened, covered and shifted.
/// </summary>
internal sealed class SceneJudge
{
    private const double DarkMax = 22;
    private const double BrightMin = 232;
    private const double CoveredContrastMax = 6;
    private const double BlurredPart = 0.55;
    private const double MovedCorrelationMax = 0.35;
    private const double DriftSecondsMax = 2;
    private const double SilentSecondsMax = 10;
    private const double LearnSeconds = 430;
    // Until then the first looks are averaged, and nothing is compared with them.
    private const double WarmUpSeconds = 5;
    // A camera that stays turned shows its new view: it is then the usual one.
    private const double AcceptMovedSeconds = 60;

    private readonly float[] _edges = new float[64 * 36];
    private SceneLook _look;
    private double _sharpness, _seconds, _correlation = 1, _movedSeconds, _silent, _drift;
    private ulong _fingerprint;
    private bool _isSame, _isKnown;

    /// <summary>Takes a look.</summary>
    /// <param name="look">Of the picture.</param>
    /// <param name="edges">Where it has edges.</param>
    /// <param name="stamp">Its frame.</param>
    /// <param name="since">The look before.</param>
    internal void Look(in SceneLook look, ReadOnlySpan<float> edges, in FrameStamp stamp, TimeSpan since)
    {
        _isSame = _isKnown && look.Fingerprint == _fingerprint;
        _isKnown = true;
        _fingerprint = look.Fingerprint;
        _look = look;
        _silent = since.TotalSeconds;
        _drift = stamp.Moment.Camera is { } camera ? Math.Abs((camera - stamp.Wall).TotalSeconds) : 0;
        double seconds = Math.Min(since.TotalSeconds, 1);
        _correlation = _seconds >= WarmUpSeconds ? LumaGrid.Correlation(edges, _edges) : 1;
        bool isBad = IsDark || IsBright || IsCovered || IsBlurred || _isSame;
        bool moved = IsMoved;
        _movedSeconds = moved ? _movedSeconds + seconds : 0;
        if (isBad || (moved && _movedSeconds < AcceptMovedSeconds)) return;
        if (moved) (_seconds, _movedSeconds, _correlation) = (0, 0, 1);
        Learn(look, edges, seconds);
    }

    /// <summary>Whether something is wrong in the newest look, what was measured and its limit.</summary>
    internal (bool Wrong, double Value, double Limit) Of(SceneFault fault) => fault switch
    {
        SceneFault.Dark => (IsDark, _look.Mean, DarkMax),
        SceneFault.Bright => (IsBright, _look.Mean, BrightMin),
        SceneFault.Covered => (IsCovered, _look.Contrast, CoveredContrastMax),
        SceneFault.Blurred => (IsBlurred, _look.Sharpness, BlurredPart * _sharpness),
        SceneFault.Frozen => (_isSame, 0, 0),
        SceneFault.Moved => (IsMoved, _correlation, MovedCorrelationMax),
        SceneFault.SignalLost => (_silent > SilentSecondsMax, _silent, SilentSecondsMax),
        _ => (_drift > DriftSecondsMax, _drift, DriftSecondsMax),
    };

    /// <summary>What the value of a fault is.</summary>
    internal static string NameOf(SceneFault fault) => fault switch
    {
        SceneFault.Dark or SceneFault.Bright => "luma",
        SceneFault.Covered => "contrast",
        SceneFault.Blurred => "sharpness",
        SceneFault.Moved => "likeness",
        SceneFault.Frozen => "change",
        _ => "seconds",
    };

    internal void Save(BinaryWriter writer)
    {
        writer.Write(_sharpness);
        writer.Write(_seconds);
        writer.Write(MemoryMarshal.AsBytes(_edges.AsSpan()));
    }

    internal void Load(BinaryReader reader)
    {
        _sharpness = reader.ReadDouble();
        _seconds = reader.ReadDouble();
        reader.ReadExactly(MemoryMarshal.AsBytes(_edges.AsSpan()));
    }

    private bool IsDark => _look.Mean < DarkMax;

    private bool IsBright => _look.Mean > BrightMin;

    private bool IsCovered => !IsDark && !IsBright && _look.Contrast < CoveredContrastMax;

    private bool IsBlurred => _seconds >= WarmUpSeconds && !IsDark && !IsCovered && _look.Sharpness < BlurredPart * _sharpness;

    private bool IsMoved => _seconds >= WarmUpSeconds && !IsDark && !IsBright && !IsCovered && !IsBlurred && _correlation < MovedCorrelationMax;

    private void Learn(in SceneLook look, ReadOnlySpan<float> edges, double seconds)
    {
        double before = _seconds;
        _seconds += seconds;
        // The mean of all looks at first, later that of the last minutes.
        double part = before <= 0 ? 1 : seconds / Math.Min(_seconds, LearnSeconds);
        _sharpness += part * (look.Sharpness - _sharpness);
        for (int i = 0; i < _edges.Length; i++) _edges[i] += (float)part * (edges[i] - _edges[i]);
    }
}
