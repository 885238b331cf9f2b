namespace SafeCity.Edge.Transport.Consumer;

/// <summary>Keeps the first findings with their words and counts all.</summary>
internal sealed class FindingLog(int findingsMax)
{
    // What comes from outside must not fill the log with one sentence.
    private const int SentenceCharactersMax = 500;

    private readonly List<ConsumerFinding> _findings = [];
    private readonly SortedDictionary<FindingKind, long> _counts = [];

    internal void Add(FindingKind kind, string subject, string sentence)
    {
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        if (_findings.Count < findingsMax) _findings.Add(new ConsumerFinding(kind, Shorten(subject), Shorten(sentence)));
    }

    internal IReadOnlyList<ConsumerFinding> Findings() => [.. _findings];

    internal Dictionary<FindingKind, long> Counts() => new(_counts);

    private static string Shorten(string text) => text.Length <= SentenceCharactersMax ? text : text[..SentenceCharactersMax] + "...";
}
