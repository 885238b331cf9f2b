namespace SafeCity.Edge.Transport.Consumer;

/// <summary>Sequences from one to another, both included.</summary>
internal readonly record struct SequenceRange(long From, long To)
{
    internal long Length => To - From + 1;
}
