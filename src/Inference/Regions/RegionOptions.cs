namespace SafeCity.Edge.Inference.Regions;

/// <summary>Limits of the region planner. All times are media time.</summary>
public sealed record RegionOptions
{
    /// <summary>Where detectors look.</summary>
    public RegionMode Mode { get; init; } = RegionMode.Regions;

    /// <summary>While something moves it is looked at this often, or more often if it is fast: see <see cref="LookOverlap"/>.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>
    /// A moving object is looked at again before the interval is over when its predicted box overlaps (IoU) less than this with where it
    /// was at the last look.
    /// </summary>
    public float LookOverlap { get; init; } = 0.25f;

    /// <summary>Least time between two looks, however fast something is.</summary>
    public TimeSpan FastInterval { get; init; } = TimeSpan.FromSeconds(0.08);

    /// <summary>
    /// Work that looks before the interval is over may take for motion that is nobody's yet and for tracks that are not believed yet, in
    /// whole frames a second. In a quiet scene that is enough for everyone who comes in; a busy one is looked at often as it is.
    /// </summary>
    public float QuickWork { get; init; } = 2;

    /// <summary>
    /// Such looks are left out where all looks together would take more than this share of the work of looking at every whole frame.
    /// </summary>
    public float WorkShare { get; init; } = 0.45f;

    /// <summary>Motion in which nothing is found again and again (leaves, a flag, water) is looked at this seldom in the end.</summary>
    public TimeSpan FruitlessInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Stationary objects are looked at this often.</summary>
    public TimeSpan StationaryInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The whole frame is looked at this often, whatever moves.</summary>
    public TimeSpan WholeFrameInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same while the motion gate calibrates and cannot tell what moves.</summary>
    public TimeSpan CalibratingInterval { get; init; } = TimeSpan.FromSeconds(0.15);

    /// <summary>Side of a crop in longest sides of what it is made for.</summary>
    public float Margin { get; init; } = 1.35f;

    /// <summary>Boxes share a crop larger than the model's input only if each is at least this part of its area.</summary>
    public float ClusterShareMin { get; init; } = 0.05f;

    /// <summary>An object whose longest side would be shorter in the input of the whole frame gets a crop in any case, in pixels.</summary>
    public float SmallSidePixels { get; init; } = 16;

    /// <summary>Most regions a frame.</summary>
    public int RegionsMax { get; init; } = 8;

    /// <summary>Most tracked objects that are planned for.</summary>
    public int HintsMax { get; init; } = 50;

    /// <summary>An object that was looked for in vain this long is no longer looked for.</summary>
    public TimeSpan UnseenMax { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Throws one message with every fault.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        List<string> faults = [];
        void Require(bool good, string fault)
        {
            if (!good) faults.Add(fault);
        }
        Require(Enum.IsDefined(Mode), $"Mode is {Mode}: use {nameof(RegionMode.Regions)} or {nameof(RegionMode.WholeFrame)}");
        Require(LookInterval >= TimeSpan.Zero, $"LookInterval is {LookInterval}: use 0 or more");
        Require(FastInterval >= TimeSpan.Zero && FastInterval <= LookInterval, $"FastInterval is {FastInterval}: use 0..LookInterval");
        Require(QuickWork is >= 0 and <= 100, $"QuickWork is {QuickWork}: use 0..100");
        Require(WorkShare is >= 0 and <= 1, $"WorkShare is {WorkShare}: use 0..1");
        Require(LookOverlap is >= 0 and <= 1, $"LookOverlap is {LookOverlap}: use 0..1");
        Require(FruitlessInterval >= LookInterval, $"FruitlessInterval is {FruitlessInterval}: use LookInterval or more");
        Require(StationaryInterval > TimeSpan.Zero, $"StationaryInterval is {StationaryInterval}: use more than 0");
        Require(WholeFrameInterval > TimeSpan.Zero, $"WholeFrameInterval is {WholeFrameInterval}: use more than 0");
        Require(CalibratingInterval > TimeSpan.Zero, $"CalibratingInterval is {CalibratingInterval}: use more than 0");
        Require(Margin is >= 1 and <= 4, $"Margin is {Margin}: use 1..4");
        Require(ClusterShareMin is >= 0 and <= 1, $"ClusterShareMin is {ClusterShareMin}: use 0..1");
        Require(SmallSidePixels is >= 0 and <= 1000, $"SmallSidePixels is {SmallSidePixels}: use 0..1000");
        Require(RegionsMax is >= 1 and <= 64, $"RegionsMax is {RegionsMax}: use 1..64");
        Require(HintsMax is >= 1 and <= 1000, $"HintsMax is {HintsMax}: use 1..1000");
        Require(UnseenMax > TimeSpan.Zero, $"UnseenMax is {UnseenMax}: use more than 0");
        if (faults.Count > 0) throw new ArgumentException("region options: " + string.Join("; ", faults));
    }
}
