using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>A key frame in its place, put together from its chunks.</summary>
/// <param name="Name">Device, log and sequence.</param>
/// <param name="Header">What describes it.</param>
/// <param name="Body">The header's exact bytes, which the hash chain runs over.</param>
/// <param name="Image">The JPEG.</param>
/// <param name="IsImageIntact">True if the JPEG has the size and digest of the header. If not, there is a finding as well.</param>
public sealed record ReceivedKeyFrame(
    RecordName Name, KeyFrameHeader Header, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Image, bool IsImageIntact);
