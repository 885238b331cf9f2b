namespace SafeCity.Edge.Transport.Consumer;

/// <summary>One thing that is wrong with what arrived.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Subject">The record's id, or the topic where there is no id.</param>
/// <param name="Sentence">What exactly.</param>
public sealed record ConsumerFinding(FindingKind Kind, string Subject, string Sentence);
