namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>Something that was told, with its frame (a part of it, since rules date between frames).</summary>
internal sealed record FoundEvent(string What, double Frame);
