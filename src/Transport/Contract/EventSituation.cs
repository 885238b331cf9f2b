using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>What a rule saw. The phases of one situation share the event's subject.</summary>
public sealed record EventSituation
{
    /// <summary><c>started</c>, <c>updated</c>, <c>ended</c>; of a zone <c>enter</c> and <c>leave</c>; null for what has no duration.</summary>
    public string? Phase { get; init; }

    /// <summary>When it began. UTC.</summary>
    [JsonConverter(typeof(NullableUtcMillisecondsConverter))]
    public DateTimeOffset? Since { get; init; }

    /// <summary>Identity of the object's track (subject of its <c>track</c> event); null if there is none.</summary>
    public string? Track { get; init; }

    /// <summary>Identity of a second object: who went ahead of one that follows too closely.</summary>
    public string? Other { get; init; }

    /// <summary>Which side a crossing went to (<c>left</c>, <c>right</c>), or the situation's own word, for example <c>abandoned</c>, <c>blurred</c>.</summary>
    public string? State { get; init; }

    /// <summary>Where a line was crossed.</summary>
    public EventPoint? Point { get; init; }

    /// <summary>How many objects are inside.</summary>
    public int? Inside { get; init; }

    /// <summary>Reached level, from 1; 0 below the first. Of tailgating, how many follow.</summary>
    public int? Level { get; init; }

    /// <summary>What was measured.</summary>
    public EventMeasure? Measure { get; init; }

    /// <summary>Why it ended: <c>over</c>, <c>left</c>, <c>lost</c>, <c>reclaimed</c>, <c>schedule</c>, <c>end-of-stream</c>, <c>restart</c>, <c>other</c>.</summary>
    public string? EndReason { get; init; }

    /// <summary>Events of this rule that its rate limit withheld since the one before; null for none.</summary>
    public int? Withheld { get; init; }
}
