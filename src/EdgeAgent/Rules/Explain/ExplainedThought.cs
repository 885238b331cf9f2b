using System.Globalization;

namespace SafeCity.Edge.Agent.Rules.Explain;

/// <summary>A thought with its times on the wall.</summary>
/// <param name="Track">The object; 0 for the scene.</param>
/// <param name="From">When it began.</param>
/// <param name="To">When it was thought last.</param>
/// <param name="Verdict">What was thought.</param>
/// <param name="Value">Measured; null for nothing.</param>
/// <param name="Limit">Compared with; null for nothing.</param>
internal sealed record ExplainedThought(int Track, DateTimeOffset From, DateTimeOffset To, RuleVerdict Verdict, double? Value, double? Limit)
{
    /// <summary>The thought as a sentence.</summary>
    internal string Sentence
    {
        get
        {
            string numbers = (Value, Limit) switch
            {
                ({ } v, { } l) => string.Create(CultureInfo.InvariantCulture, $" ({v:0.###} of {l:0.###})"),
                ({ } v, null) => string.Create(CultureInfo.InvariantCulture, $" ({v:0.###})"),
                _ => "",
            };
            return Text + numbers;
        }
    }

    private string Text => Verdict switch
    {
        RuleVerdict.NothingThere => "nothing that the rule looks at was there",
        RuleVerdict.Fired => "fired",
        RuleVerdict.OutsideSchedule => "outside of the rule's schedule",
        RuleVerdict.BelowScore => "below the score that makes an object real",
        RuleVerdict.WrongClass => "of a class that the rule does not look at",
        RuleVerdict.TooSmall => "too small",
        RuleVerdict.TooLarge => "too large",
        RuleVerdict.Missed => "looked for and not found",
        RuleVerdict.NoMotion => "no motion",
        RuleVerdict.WrongSide => "on its side of the line, or beyond the line's ends",
        RuleVerdict.WrongDirection => "in a direction that is not told",
        RuleVerdict.InBand => "within the band round the line in which nothing is decided",
        RuleVerdict.NotRearmed => "has crossed, and is not far enough from the line to cross again",
        RuleVerdict.OutsideRegion => "outside of the region",
        RuleVerdict.Debounced => "not for long enough yet",
        RuleVerdict.BelowLimit => "below the limit",
        RuleVerdict.Lasts => "lasts, and was told when it began",
        RuleVerdict.RateLimited => "withheld by the rate limit",
        _ => "could not be measured",
    };
}
