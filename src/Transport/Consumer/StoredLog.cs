using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>Where a log stands in a platform's store.</summary>
/// <param name="Id">The store's own number of it.</param>
/// <param name="Device">The box.</param>
/// <param name="Stream">The log.</param>
/// <param name="Watermark">Everything up to and including this sequence is stored or explained.</param>
/// <param name="LastHash">Digest of the record at the watermark, base64url; null when it is not known.</param>
public sealed record StoredLog(long Id, DeviceIdentity Device, StreamKey Stream, long Watermark, string? LastHash);
