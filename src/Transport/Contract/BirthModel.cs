namespace SafeCity.Edge.Transport.Contract;

/// <summary>A model that the box runs.</summary>
/// <param name="Name">Its name on its card.</param>
/// <param name="Sha256">Hash of its weights, as its card writes it.</param>
public sealed record BirthModel(string Name, string Sha256);
