using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>A key frame of which some chunks have come.</summary>
internal sealed class KeyFrameAssembly
{
    private readonly byte[] _image;
    private readonly bool[] _have;
    private int _missing;

    internal KeyFrameAssembly(KeyFrameChunk first, int size)
    {
        Body = first.Body.ToArray();
        _image = new byte[size];
        _have = new bool[first.Count];
        _missing = first.Count;
    }

    /// <summary>The record's bytes; all chunks must carry the same.</summary>
    internal byte[] Body { get; }

    internal byte[] Image => _image;

    internal bool IsComplete => _missing == 0;

    /// <summary>True if the chunk belongs to the same sending: a later one may be cut differently.</summary>
    internal bool Fits(KeyFrameChunk chunk) => chunk.Count == _have.Length && HasBody(chunk);

    internal bool HasBody(KeyFrameChunk chunk) => chunk.Body.Span.SequenceEqual(Body);

    /// <summary>Puts the chunk in its place; a repeated one changes nothing.</summary>
    internal void Add(KeyFrameChunk chunk)
    {
        if (_have[chunk.Index]) return;
        chunk.Image.Span.CopyTo(_image.AsSpan(chunk.Offset));
        _have[chunk.Index] = true;
        _missing--;
    }
}
