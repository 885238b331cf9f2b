using System.Numerics;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// Limits of a <see cref="MotionGate"/>. Levels are of the stretched picture (0..255), pixels of the shrunken one (100 rows), times are
/// media time. Where a rule was known as "so many frames", five frames a second were meant.
/// </summary>
public sealed record MotionGateOptions
{
    /// <summary>Polygons in parts of the frame in which motion does not count.</summary>
    public IReadOnlyList<IReadOnlyList<Vector2>> Masks { get; init; } = [];

    /// <summary>Difference to the background above which a pixel has changed.</summary>
    public float Threshold { get; init; } = 30;

    /// <summary>An area of changed pixels (dilated once) must have more than this.</summary>
    public int AreaMin { get; init; } = 10;

    /// <summary>Part of the background that a frame replaces each 0.2 s.</summary>
    public double BackgroundWeight { get; init; } = 0.01;

    /// <summary>The same while calibrating.</summary>
    public double CalibrationWeight { get; init; } = 0.2;

    /// <summary>How long the background is learned at first and after a scene-wide change.</summary>
    public TimeSpan CalibrateFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Part of the pixels that must change at once for a scene-wide change.</summary>
    public float SceneWideShare { get; init; } = 0.8f;

    /// <summary>While something moves, the background is not touched until it has moved this long without a pause.</summary>
    public TimeSpan HoldBackground { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time over which the percentiles of the contrast stretch are averaged.</summary>
    public TimeSpan StretchWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A stream that was silent for longer is looked at as a new one.</summary>
    public TimeSpan GapMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Throws one message with every fault.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        List<string> faults = [];
        void Require(bool good, string fault)
        {
            if (!good) faults.Add(fault);
        }
        Require(Masks.All(m => m.Count >= 3), "a mask has fewer than 3 points");
        Require(
            Masks.All(m => m.All(p => p.X is >= 0 and <= 1 && p.Y is >= 0 and <= 1)), "a point of a mask is not in the frame: use 0..1");
        Require(Threshold is >= 1 and <= 254, $"Threshold is {Threshold}: use 1..254");
        Require(AreaMin is >= 0 and <= 10_000, $"AreaMin is {AreaMin}: use 0..10000");
        Require(BackgroundWeight is > 0 and < 1, $"BackgroundWeight is {BackgroundWeight}: use more than 0 and less than 1");
        Require(CalibrationWeight is > 0 and < 1, $"CalibrationWeight is {CalibrationWeight}: use more than 0 and less than 1");
        Require(SceneWideShare is > 0 and <= 1, $"SceneWideShare is {SceneWideShare}: use more than 0 up to 1");
        Require(CalibrateFor > TimeSpan.Zero, $"CalibrateFor is {CalibrateFor}: use more than 0");
        Require(HoldBackground >= TimeSpan.Zero, $"HoldBackground is {HoldBackground}: use 0 or more");
        Require(StretchWindow > TimeSpan.Zero, $"StretchWindow is {StretchWindow}: use more than 0");
        Require(GapMax > TimeSpan.Zero, $"GapMax is {GapMax}: use more than 0");
        if (faults.Count > 0) throw new ArgumentException("motion gate options: " + string.Join("; ", faults));
    }
}
