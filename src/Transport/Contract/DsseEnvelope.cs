namespace SafeCity.Edge.Transport.Contract;

/// <summary>A signed payload (Dead Simple Signing Envelope 1.0).</summary>
/// <param name="PayloadType">What the payload is.</param>
/// <param name="Payload">Its bytes, base64.</param>
/// <param name="Signatures">One for each key.</param>
public sealed record DsseEnvelope(string PayloadType, string Payload, IReadOnlyList<DsseSignature> Signatures);
