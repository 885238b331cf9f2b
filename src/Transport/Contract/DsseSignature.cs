using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>One signature of an envelope; the names are those of DSSE.</summary>
/// <param name="KeyId">SHA-256 of the public key (SubjectPublicKeyInfo), base64url.</param>
/// <param name="Signature">ES256 in P1363 form, 64 bytes, base64.</param>
public sealed record DsseSignature(
    [property: JsonPropertyName("keyid")] string KeyId, [property: JsonPropertyName("sig")] string Signature);
