namespace SafeCity.Edge.Transport.Contract;

/// <summary>What an object looks like.</summary>
/// <param name="Colors">Main colours, the strongest first.</param>
public sealed record EventAttributes(IReadOnlyList<EventColor>? Colors);
