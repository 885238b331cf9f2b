using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// Reads what a decoder must know beyond a card's other members. All faults are told at once when <see cref="ThrowIfFaulty"/> is called:
/// names the decoder does not know, wrong counts, values out of range.
/// </summary>
internal sealed class CardParameters(ModelCard card)
{
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>For decoders without parameters.</summary>
    /// <exception cref="ModelException"><see cref="ModelErrorKind.BadCard"/>: there are some, or the card has no labels.</exception>
    internal static void RefuseAll(ModelCard card) => new CardParameters(card).ThrowIfFaulty();

    /// <summary>Numbers of a range, or the default.</summary>
    /// <param name="name">As in the card.</param>
    /// <param name="isCount">Which counts are good.</param>
    /// <param name="range">Both ends are allowed.</param>
    /// <param name="byDefault">Where the card has none; null: it must have them.</param>
    internal float[] Numbers(string name, Func<int, bool> isCount, (float Min, float Max) range, float[]? byDefault = null)
    {
        _known.Add(name);
        if (!card.Parameters.TryGetValue(name, out IReadOnlyList<float>? values))
        {
            if (byDefault is null) _faults.Add($"parameters.{name} is missing");
            return byDefault ?? [];
        }
        if (!isCount(values.Count)) _faults.Add($"parameters.{name} has {values.Count} numbers, which do not fit");
        foreach (float value in values)
            if (!(value >= range.Min && value <= range.Max)) _faults.Add($"parameters.{name} holds {value}, use {range.Min} to {range.Max}");
        return [.. values];
    }

    /// <summary>As <see cref="Numbers"/>, without fractions.</summary>
    internal int[] Integers(string name, Func<int, bool> isCount, (int Min, int Max) range, int[]? byDefault = null)
    {
        float[] values = Numbers(name, isCount, (range.Min, range.Max), byDefault is null ? null : [.. byDefault.Select(v => (float)v)]);
        foreach (float value in values)
            if (value != MathF.Floor(value)) _faults.Add($"parameters.{name} holds {value}, use whole numbers");
        return [.. values.Select(v => (int)v)];
    }

    /// <summary>One whole number.</summary>
    internal int Integer(string name, (int Min, int Max) range, int byDefault) =>
        Integers(name, static count => count == 1, range, [byDefault]) is [int value, ..] ? value : byDefault;

    /// <summary>Another fault, found by the decoder.</summary>
    internal void Require(bool good, string fault)
    {
        if (!good) _faults.Add(fault);
    }

    /// <summary>Once all parameters have been asked for.</summary>
    /// <exception cref="ModelException"><see cref="ModelErrorKind.BadCard"/>; lists every fault.</exception>
    internal void ThrowIfFaulty()
    {
        string known = _known.Count == 0 ? "none" : string.Join(", ", _known.Order(StringComparer.Ordinal));
        foreach (string name in card.Parameters.Keys.Order(StringComparer.Ordinal))
            if (!_known.Contains(name)) _faults.Add($"parameters.{name} is unknown to the decoder {card.Decoder} (it knows {known})");
        if (card.Labels.Count == 0) _faults.Add($"it has no labels, and the decoder {card.Decoder} needs one a class");
        if (_faults.Count == 0) return;
        throw new ModelException(ModelErrorKind.BadCard,
            $"model card {card.Name} cannot be used ({string.Join("; ", _faults)}): mend it or fetch it again");
    }
}
