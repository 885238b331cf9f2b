namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>One sequence of slots with its weight, ready for scoring.</summary>
internal sealed class CompiledPattern
{
    private const float LettersAndDigits = 36;

    internal CompiledPattern(PatternSlots slots, PlateFormat format, double weight)
    {
        Sets = [.. slots.Sets];
        Country = format.Country;
        Weight = weight;
        Gain = new float[Sets.Length + 1];
        for (int i = 0; i < Sets.Length; i++) Gain[i + 1] = Gain[i] + MathF.Log(LettersAndDigits / (int)UInt128.PopCount(Sets[i]));
        FirstGroup = slots.FirstGroup;
        Prefixes = format.Prefixes.Count == 0 ? null : [.. format.Prefixes.Where(p => p.Length == FirstGroup)];
        double possible = 1;
        for (int i = 0; i < FirstGroup; i++) possible *= (int)UInt128.PopCount(Sets[i]);
        PrefixGain = Prefixes is { Count: > 0 } ? Math.Log(possible / Prefixes.Count) : 0;
    }

    internal UInt128[] Sets { get; }

    internal string Country { get; }

    /// <summary>Share of all patterns of the prior, 0..1.</summary>
    internal double Weight { get; }

    /// <summary>
    /// By number of characters: how much likelier each of them is than if every letter and digit were as likely (natural logarithm).
    /// </summary>
    internal float[] Gain { get; }

    /// <summary>Slots of the first group.</summary>
    internal int FirstGroup { get; }

    /// <summary>The first groups there are; null if not known.</summary>
    internal HashSet<string>? Prefixes { get; }

    /// <summary>What a known first group is worth.</summary>
    internal double PrefixGain { get; }
}
