namespace SafeCity.Edge.Transport.Contract;

/// <summary>How an event names a picture, so that the picture cannot be exchanged later.</summary>
/// <param name="Id">The id of the key-frame record.</param>
/// <param name="Role"><c>scene</c>, <c>subject</c>, <c>plate</c> or <c>face</c>.</param>
/// <param name="Sha256">SHA-256 of the JPEG, base64url.</param>
/// <param name="Bytes">Size of the JPEG.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record EventKeyFrame(string Id, string Role, string Sha256, int Bytes, int Width, int Height);
