namespace SafeCity.Edge.Transport.Contract;

/// <summary>One place of a plate.</summary>
/// <param name="Alternatives">What it may be, the likeliest first; at most four.</param>
public sealed record EventPlateCharacter(IReadOnlyList<EventPlateAlternative> Alternatives);
