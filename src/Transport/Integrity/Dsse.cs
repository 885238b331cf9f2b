using System.Security.Cryptography;
using System.Text;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Integrity;

/// <summary>Signs and checks DSSE envelopes (protocol 1.0: the signature is over the pre-authentication encoding).</summary>
public static class Dsse
{
    /// <summary>An envelope with one signature.</summary>
    public static DsseEnvelope Sign(string payloadType, byte[] payload, SealKey key) => new(
        payloadType,
        Convert.ToBase64String(payload),
        [new DsseSignature(key.Id, Convert.ToBase64String(key.Sign(Encode(payloadType, payload))))]);

    /// <summary>
    /// The payload if the envelope has that type and a signature by that key; else null. Never throws on foreign content.
    /// </summary>
    public static byte[]? Open(DsseEnvelope envelope, string payloadType, ECDsa publicKey)
    {
        byte[] payload = new byte[envelope.Payload.Length];
        if (envelope.PayloadType != payloadType || !Convert.TryFromBase64String(envelope.Payload, payload, out int length)) return null;
        payload = payload[..length];
        byte[] signed = Encode(payloadType, payload);
        byte[] signature = new byte[64];
        foreach (DsseSignature one in envelope.Signatures)
        {
            if (Convert.TryFromBase64String(one.Signature, signature, out int bytes) && bytes == signature.Length
                && publicKey.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
                return payload;
        }
        return null;
    }

    private static byte[] Encode(string payloadType, byte[] payload) =>
        [.. Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(payloadType)} {payloadType} {payload.Length} "), .. payload];
}
