namespace SafeCity.Edge.Transport.Contract;

/// <summary>The model that recognised an object.</summary>
/// <param name="Name">The name on its card.</param>
/// <param name="Version">The version on its card.</param>
/// <param name="Sha256">SHA-256 of the model file, lower-case hexadecimal as on its card.</param>
public sealed record EventModel(string Name, string Version, string Sha256);
