namespace SafeCity.Edge.Transport.Contract;

/// <summary>The rule that an event comes from.</summary>
/// <param name="Id">Its name in small letters, digits and hyphens; unique on the camera.</param>
/// <param name="Name">As people wrote it.</param>
/// <param name="Kind">What it looks for, for example <c>line</c>, <c>wrong-way</c>, <c>running</c>.</param>
/// <param name="Hash">SHA-256 of its definition, base64url: a changed rule has another one.</param>
/// <param name="Severity"><c>info</c>, <c>warning</c> or <c>alarm</c>.</param>
public sealed record EventRule(string Id, string Name, string Kind, string Hash, string Severity);
