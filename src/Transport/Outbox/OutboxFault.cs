namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What a check of a store found.</summary>
/// <param name="Kind">A short name, the same for the same fault.</param>
/// <param name="Sentence">What is wrong, where.</param>
/// <param name="Repair">What to do.</param>
public sealed record OutboxFault(string Kind, string Sentence, string Repair);
