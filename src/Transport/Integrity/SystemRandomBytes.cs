using System.Security.Cryptography;

namespace SafeCity.Edge.Transport.Integrity;

/// <summary>The operating system's generator.</summary>
public sealed class SystemRandomBytes : IRandomBytes
{
    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
