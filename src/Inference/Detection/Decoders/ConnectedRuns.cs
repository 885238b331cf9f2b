using System.Numerics;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>
/// The 8-connected components of the pixels above a threshold, found over the runs of each row with a union of sets. Memory for the
/// worst case (every other pixel) is taken once. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class ConnectedRuns
{
    private readonly int _width, _height;
    private readonly PixelRun[] _runs;
    private readonly int[] _parents, _order, _starts;
    private int _count;

    internal ConnectedRuns(int width, int height)
    {
        _width = width;
        _height = height;
        int most = (width + 1) / 2 * height;
        _runs = new PixelRun[most];
        _parents = new int[most];
        _order = new int[most];
        _starts = new int[most + 1];
    }

    /// <summary>Components of the last <see cref="Find"/>.</summary>
    internal int Count { get; private set; }

    /// <summary>Finds them; numbered by their first run in reading order.</summary>
    internal void Find(ReadOnlySpan<float> map, float threshold)
    {
        _count = 0;
        int above = 0, aboveEnd = 0;
        for (int row = 0; row < _height; row++)
        {
            int first = _count;
            AddRuns(map.Slice(row * _width, _width), row, threshold);
            for (int i = first; i < _count; i++)
            {
                while (above < aboveEnd && _runs[above].End < _runs[i].Start) above++;
                // Touching by a corner is touching: the end of a run is one after its last column.
                for (int k = above; k < aboveEnd && _runs[k].Start <= _runs[i].End; k++) Join(k, i);
            }
            (above, aboveEnd) = (first, _count);
        }
        Number();
    }

    /// <summary>The runs of a component, in reading order, by index for <see cref="Run"/>.</summary>
    internal ReadOnlySpan<int> Runs(int component) => _order.AsSpan(_starts[component], _starts[component + 1] - _starts[component]);

    /// <summary>A run by index.</summary>
    internal PixelRun Run(int index) => _runs[index];

    private void AddRuns(ReadOnlySpan<float> values, int row, float threshold)
    {
        Vector<float> limit = new(threshold);
        int start = -1;
        for (int x = 0; x < values.Length; x++)
        {
            if (start < 0 && x <= values.Length - Vector<float>.Count && Vector.LessThanOrEqualAll(new Vector<float>(values[x..]), limit))
            {
                x += Vector<float>.Count - 1;
                continue;
            }
            if (values[x] > threshold)
            {
                if (start < 0) start = x;
            }
            else if (start >= 0)
            {
                Add(row, start, x);
                start = -1;
            }
        }
        if (start >= 0) Add(row, start, values.Length);
    }

    private void Add(int row, int start, int end)
    {
        _runs[_count] = new PixelRun(row, start, end);
        _parents[_count] = _count;
        _count++;
    }

    private int Root(int run)
    {
        while (_parents[run] != run) run = _parents[run] = _parents[_parents[run]];
        return run;
    }

    // The smaller index becomes the root, so that numbers do not depend on the order of joining.
    private void Join(int a, int b)
    {
        a = Root(a);
        b = Root(b);
        if (a < b) _parents[b] = a;
        else _parents[a] = b;
    }

    private void Number()
    {
        Count = 0;
        // A root comes before its members: first each parent becomes its root, then roots get numbers, stored as their complement.
        for (int i = 0; i < _count; i++) _parents[i] = Root(i);
        for (int i = 0; i < _count; i++) _parents[i] = _parents[i] == i ? ~Count++ : _parents[_parents[i]];
        Array.Clear(_starts, 0, Count + 1);
        for (int i = 0; i < _count; i++) _starts[~_parents[i] + 1]++;
        for (int c = 0; c < Count; c++) _starts[c + 1] += _starts[c];
        for (int i = 0; i < _count; i++) _order[_starts[~_parents[i]]++] = i;
        for (int c = Count; c > 0; c--) _starts[c] = _starts[c - 1];
        _starts[0] = 0;
    }
}
