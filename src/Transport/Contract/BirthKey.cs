namespace SafeCity.Edge.Transport.Contract;

/// <summary>A key of the box.</summary>
/// <param name="Id">SHA-256 of <paramref name="PublicKey"/>, base64url: the <c>keyid</c> of its seals.</param>
/// <param name="Algorithm"><c>ES256</c>.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo (DER), base64.</param>
public sealed record BirthKey(string Id, string Algorithm, string PublicKey);
