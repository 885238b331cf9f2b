namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>Something that must be told.</summary>
/// <param name="What">What it is, as <see cref="FoundEvent.What"/> says it.</param>
/// <param name="From">First frame at which it may have happened, tolerance left out.</param>
/// <param name="To">Last frame.</param>
/// <param name="Tolerance">Frames before and after.</param>
internal sealed record ExpectedEvent(string What, double From, double To, int Tolerance);
