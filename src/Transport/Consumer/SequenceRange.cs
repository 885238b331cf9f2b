namespace SafeCity.Edge.Transport.Consumer;

/// <summary>Sequences from one to another, both included.</summary>
internal readonly record struct SequenceRange(long From, long To)
{
    internal long Length => To - From + 1;

    /// <summary>What lies above <paramref name="watermark"/> up to <paramref name="last"/> and is not known, ascending.</summary>
    /// <param name="known">By ascending start; may overlap.</param>
    /// <param name="watermark">Everything up to here is known.</param>
    /// <param name="last">Everything up to here exists.</param>
    internal static List<SequenceRange> Holes(IEnumerable<SequenceRange> known, long watermark, long last)
    {
        List<SequenceRange> holes = [];
        long next = watermark + 1;
        foreach (SequenceRange range in known)
        {
            if (range.From > next) holes.Add(new SequenceRange(next, range.From - 1));
            next = Math.Max(next, range.To + 1);
        }
        if (last >= next) holes.Add(new SequenceRange(next, last));
        return holes;
    }
}
