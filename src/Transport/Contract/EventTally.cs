namespace SafeCity.Edge.Transport.Contract;

/// <summary>Counts of one class, or of all.</summary>
/// <param name="In">Crossed inwards, or came into the region.</param>
/// <param name="Out">Crossed outwards, or left it.</param>
/// <param name="Class">For example <c>Person</c>, <c>Car</c>; null for all.</param>
/// <param name="N">Different objects inside; null at a barrier, as what follows.</param>
/// <param name="Min">Least at a time.</param>
/// <param name="Max">Most at a time.</param>
/// <param name="Mean">By time.</param>
public sealed record EventTally(int In, int Out, string? Class = null, int? N = null, int? Min = null, int? Max = null, double? Mean = null);
