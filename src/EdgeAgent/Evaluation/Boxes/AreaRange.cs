namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>Objects of a size, both ends included, in square pixels. The limits are COCO's.</summary>
internal readonly record struct AreaRange(double Min, double Max)
{
    private const double SmallMax = 32 * 32;
    private const double MediumMax = 96 * 96;
    private const double Unbounded = 1e10;

    internal static AreaRange All { get; } = new(0, Unbounded);

    internal static AreaRange Small { get; } = new(0, SmallMax);

    internal static AreaRange Medium { get; } = new(SmallMax, MediumMax);

    internal static AreaRange Large { get; } = new(MediumMax, Unbounded);

    internal bool Contains(double area) => area >= Min && area <= Max;
}
