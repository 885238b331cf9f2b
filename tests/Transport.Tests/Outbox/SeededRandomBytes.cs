using SafeCity.Edge.Transport.Integrity;

namespace Transport.Tests.Outbox;

/// <summary>The same bytes in every run.</summary>
internal sealed class SeededRandomBytes(int seed) : IRandomBytes
{
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> bytes) => _random.NextBytes(bytes);
}
