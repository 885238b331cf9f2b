namespace SafeCity.Edge.Agent.Replay;

/// <summary>How a clip is replayed.</summary>
/// <param name="Start">Wall time of the clip's first frame: the clock of the run.</param>
internal sealed record ReplayOptions(DateTimeOffset Start)
{
    /// <summary>The same for every replay that does not say otherwise: a Monday.</summary>
    internal static readonly DateTimeOffset StartUsual = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
}
