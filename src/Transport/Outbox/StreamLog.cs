using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>The end of one log while records are added to it. Belongs to the writer thread.</summary>
internal sealed class StreamLog(long id, StreamKey key, string source, StreamEnd end)
{
    internal long Id { get; } = id;

    internal StreamKey Key { get; } = key;

    internal string Source { get; } = source;

    /// <summary>May be set back to an earlier value when a fact is refused before anything of it was inserted.</summary>
    internal StreamEnd End { get; set; } = end;

    /// <summary>The cursor: everything up to here is with the named consumer. 0 in broker mode.</summary>
    internal long Committed { get; set; }

    /// <summary>Everything up to here is sealed.</summary>
    internal long Sealed { get; set; }

    /// <summary>True once <see cref="End"/> or <see cref="Committed"/> differs from the row in the store.</summary>
    internal bool IsChanged { get; set; }

    internal string PreviousHash => HashChain.Text(End.LastDigest);

    internal void Append(ReadOnlySpan<byte> body)
    {
        End = new StreamEnd(End.NextSequence + 1, HashChain.Digest(body));
        IsChanged = true;
    }
}
