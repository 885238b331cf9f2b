namespace SafeCity.Edge.Transport.Contract;

/// <summary>What was done to protect people, and what the camera is for.</summary>
/// <param name="Faces"><c>blurred</c>, <c>off</c> (not looked for) or <c>kept</c>.</param>
/// <param name="Plates">As for faces.</param>
/// <param name="Purpose">The purpose that the operator stated, for example <c>traffic-safety</c>.</param>
public sealed record EventPrivacy(string Faces, string Plates, string? Purpose = null);
