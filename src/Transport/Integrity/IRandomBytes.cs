namespace SafeCity.Edge.Transport.Integrity;

/// <summary>Where salts come from; injected, so that a test can repeat a run byte by byte.</summary>
public interface IRandomBytes
{
    /// <summary>Fills the span with random bytes.</summary>
    void Fill(Span<byte> bytes);
}
