using System.Security.Cryptography;
using System.Text.Json;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Reads commands, signed or not, and says by which of the operator's pinned keys (contract, section 8). Never throws on foreign bytes.
/// </summary>
internal sealed class CommandAuthority
{
    // Far above any command of ours; foreign bytes are not parsed without a limit.
    private const int PayloadBytesMax = 64 * 1024;
    private const int TextCharactersMax = 64;

    private readonly DeviceIdentity _device;
    private readonly List<(string Id, ECDsa Key)> _keys = [];

    /// <exception cref="CryptographicException">A key is none.</exception>
    internal CommandAuthority(DeviceIdentity device, IReadOnlyList<byte[]> publicKeys)
    {
        _device = device;
        foreach (byte[] publicKey in publicKeys)
        {
            ECDsa key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            _keys.Add((HashChain.Text(SHA256.HashData(publicKey)), key));
        }
    }

    /// <summary>True for commands that destroy or replace something.</summary>
    internal static bool NeedsSignature(string name) => name is "purge" or "model-install" || name.StartsWith("firmware", StringComparison.Ordinal);

    /// <summary>The message and the key that signed it, null for none; null when it is malformed or signed by nobody known.</summary>
    internal (CommandMessage Message, string? KeyId)? Read(string name, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > PayloadBytesMax) return null;
        try
        {
            if (payload.IndexOf("\"payloadType\""u8) < 0)
                return JsonSerializer.Deserialize(payload, StateJson.Default.CommandMessage) is { } plain && IsSound(plain) ? (plain, null) : null;
            return JsonSerializer.Deserialize(payload, StateJson.Default.DsseEnvelope) is { } envelope ? Open(name, envelope) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or CryptographicException)
        {
            // Noise from outside: the caller counts it.
            return null;
        }
    }

    private (CommandMessage, string?)? Open(string name, DsseEnvelope envelope)
    {
        foreach ((string id, ECDsa key) in _keys)
        {
            if (Dsse.Open(envelope, CommandMessage.PayloadType, key) is not { } payload) continue;
            CommandMessage? message = JsonSerializer.Deserialize(payload, StateJson.Default.CommandMessage);
            // Signed for this box and this command, or it could be sent to another one.
            bool fits = message is not null && IsSound(message) && message.Name == name
                && message.Device == $"{_device.Org}/{_device.Site}/{_device.Device}";
            return fits ? (message!, id) : null;
        }
        return null;
    }

    private static bool IsSound(CommandMessage message) =>
        message.CommandId.Length is > 0 and <= TextCharactersMax && message.Issuer.Length is > 0 and <= TextCharactersMax;
}
