namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>One kind of plate of one country, as a file of formats says it.</summary>
public sealed record PlateFormat
{
    /// <summary>What may be left out: parameters, since the generated JSON reader keeps the default of a parameter only.</summary>
    public PlateFormat(float weight = 1, string never = "", IReadOnlyList<string>? prefixes = null)
    {
        Weight = weight;
        Never = never;
        Prefixes = prefixes ?? [];
    }

    /// <summary>Country or state, for example <c>DE</c>; goes into events. Empty: says nothing about it.</summary>
    public required string Country { get; init; }

    /// <summary>
    /// What its texts look like: <c>L</c> a letter, <c>9</c> a digit, <c>X</c> either, <c>[..]</c> one of these, any of them with
    /// <c>{2}</c> or <c>{1,3}</c>; space, <c>-</c> and <c>.</c> part groups and are not read.
    /// </summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>How usual it is beside the other formats of its file; shared evenly by its patterns.</summary>
    public float Weight { get; init; }

    /// <summary>Letters and digits that L, 9 and X never stand for.</summary>
    public string Never { get; init; }

    /// <summary>All first groups that there are (districts, states), if the list is known; other ones count as very unusual.</summary>
    public IReadOnlyList<string> Prefixes { get; init; }
}
