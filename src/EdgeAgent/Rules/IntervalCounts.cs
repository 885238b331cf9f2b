namespace SafeCity.Edge.Agent.Rules;

/// <summary>What an interval counted, of all classes and of each.</summary>
internal sealed record IntervalCounts(DateTimeOffset From, DateTimeOffset To, ClassCount All, IReadOnlyList<ClassCount> Classes);
