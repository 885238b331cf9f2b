namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// The beginnings of texts that a search has met, as a tree, each with the patterns of the formats that may still become it and the
/// probabilities of the search. Memory is taken once; when it is full, no new beginnings are added.
/// </summary>
internal sealed class TextTree
{
    internal const int Root = 0;
    internal const int None = -1;

    private readonly FormatPrior _prior;
    private readonly ulong[] _alive;
    private readonly Node[] _nodes;

    internal TextTree(FormatPrior prior, int nodesMax)
    {
        _prior = prior;
        _nodes = new Node[nodesMax];
        _alive = new ulong[nodesMax * prior.Words];
    }

    internal int Count { get; private set; }

    internal ref Node this[int node] => ref _nodes[node];

    /// <summary>Leaves only the empty text.</summary>
    internal void Reset()
    {
        Count = 1;
        _nodes[Root] = new Node { Parent = None, FirstChild = None, NextSibling = None, Step = None };
        _alive.AsSpan(0, _prior.Words).Fill(ulong.MaxValue);
    }

    /// <summary>The beginning that a character makes longer, or <see cref="None"/> if no pattern allows it.</summary>
    internal int Child(int node, int column)
    {
        int length = _nodes[node].Length;
        for (int child = _nodes[node].FirstChild; child != None; child = _nodes[child].NextSibling)
            if (_nodes[child].Column == column) return child;
        if (length >= _prior.LengthMax || Count == _nodes.Length) return None;
        int words = _prior.Words;
        ReadOnlySpan<ulong> parent = _alive.AsSpan(node * words, words), allowed = _prior.Allowed(length, column);
        Span<ulong> alive = _alive.AsSpan(Count * words, words);
        ulong any = 0;
        for (int w = 0; w < words; w++) any |= alive[w] = parent[w] & allowed[w];
        if (any == 0) return None;
        _nodes[Count] = new Node
        {
            Parent = node,
            FirstChild = None,
            NextSibling = _nodes[node].FirstChild,
            Step = None,
            Column = column,
            Length = length + 1,
            Gain = _prior.BestGain(alive, length + 1),
        };
        _nodes[node].FirstChild = Count;
        return Count++;
    }

    /// <summary>True if some pattern makes exactly this text.</summary>
    internal bool IsComplete(int node)
    {
        ReadOnlySpan<ulong> alive = _alive.AsSpan(node * _prior.Words, _prior.Words);
        ulong[] complete = _prior.Complete[_nodes[node].Length];
        for (int w = 0; w < alive.Length; w++)
            if ((alive[w] & complete[w]) != 0) return true;
        return false;
    }

    /// <summary>The characters of a node.</summary>
    internal PlateText Text(int node)
    {
        Span<char> characters = stackalloc char[_nodes[node].Length];
        for (int at = characters.Length - 1; at >= 0; at--, node = _nodes[node].Parent) characters[at] = PlateAlphabet.Character(_nodes[node].Column);
        return new PlateText(characters);
    }

    /// <summary>A beginning, and its probabilities at the current and the next step: ending with "no character", or with its last one.</summary>
    internal struct Node
    {
        internal int Parent, FirstChild, NextSibling, Column, Length, Step;
        internal float Gain;
        internal double Blank, NonBlank, NextBlank, NextNonBlank;
    }
}
