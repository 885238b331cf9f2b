namespace SafeCity.Edge.Transport.Consumer;

/// <summary>A part of a key frame that waits in the store for the others, which other processes may have got.</summary>
/// <param name="Sequence">The key frame.</param>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">How many there are; another number is another cut, and its parts do not fit these.</param>
/// <param name="Body">The record's exact bytes, the same in every part.</param>
/// <param name="Image">Bytes of the JPEG.</param>
public sealed record StoredChunk(long Sequence, int Index, int Count, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Image);
