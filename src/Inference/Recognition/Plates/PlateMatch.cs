namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>A plate that is on a list.</summary>
/// <param name="List">Name of the list.</param>
/// <param name="Entry">The plate as the list has it.</param>
/// <param name="Kind">Whether it is the same text.</param>
/// <param name="Distance">See <see cref="PlateDistance"/>; 0 if exact.</param>
public readonly record struct PlateMatch(string List, PlateText Entry, PlateMatchKind Kind, float Distance);
