namespace SafeCity.Edge.Transport.Contract;

/// <summary>What an object looks like. Nothing of a person but the clothes.</summary>
/// <param name="Colors">Main colours of a thing, the strongest first.</param>
/// <param name="UpperClothing">Of a person: colours of jacket or shirt.</param>
/// <param name="LowerClothing">Of a person: colours of trousers or skirt.</param>
public sealed record EventAttributes(
    IReadOnlyList<EventColor>? Colors = null,
    IReadOnlyList<EventColor>? UpperClothing = null,
    IReadOnlyList<EventColor>? LowerClothing = null);
