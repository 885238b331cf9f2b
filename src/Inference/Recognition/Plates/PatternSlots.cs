namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>A sequence of slots: for each the columns of <see cref="PlateAlphabet"/> that may stand there, one bit a column.</summary>
/// <param name="Sets">By slot.</param>
/// <param name="FirstGroup">Slots before the first separator; 0 as long as there is none.</param>
internal sealed record PatternSlots(IReadOnlyList<UInt128> Sets, int FirstGroup)
{
    internal static PatternSlots Empty { get; } = new([], 0);

    internal PatternSlots Add(UInt128 set, int times) => this with { Sets = [.. Sets, .. Enumerable.Repeat(set, times)] };

    internal PatternSlots EndGroup() => FirstGroup > 0 ? this : this with { FirstGroup = Sets.Count };
}
