namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>At most so many beginnings or crossings of a rule in any stretch of this length; the rest is withheld and counted.</summary>
internal sealed record RateLimit(int Events, TimeSpan Per);
