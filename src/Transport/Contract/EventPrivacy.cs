namespace SafeCity.Edge.Transport.Contract;

/// <summary>What was done to protect people, and what the camera is for.</summary>
/// <param name="Faces"><c>blurred</c>, <c>off</c> (not looked for) or <c>kept</c>.</param>
/// <param name="Plates"><c>off</c> (not read, and masked in pictures), <c>hashed</c> or <c>kept</c>.</param>
/// <param name="Purpose">The purpose that the operator stated, for example <c>traffic-safety</c>.</param>
public sealed record EventPrivacy(string Faces, string Plates, string? Purpose = null);
