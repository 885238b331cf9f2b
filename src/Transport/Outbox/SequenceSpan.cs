namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Neighbours in a log, both ends included.</summary>
internal readonly record struct SequenceSpan(long First, long Last)
{
    /// <summary>Runs of neighbours of each log.</summary>
    internal static IEnumerable<(Contract.StreamKey Stream, SequenceSpan Span)> Of(IEnumerable<Acknowledgement> acknowledgements)
    {
        foreach (IGrouping<Contract.StreamKey, Acknowledgement> log in acknowledgements.GroupBy(a => a.Stream))
        {
            long first = -1, last = -1;
            foreach (long sequence in log.Select(a => a.Sequence).Order())
            {
                if (sequence != last + 1 || first < 0)
                {
                    if (first >= 0) yield return (log.Key, new SequenceSpan(first, last));
                    first = sequence;
                }
                last = sequence;
            }
            yield return (log.Key, new SequenceSpan(first, last));
        }
    }
}
