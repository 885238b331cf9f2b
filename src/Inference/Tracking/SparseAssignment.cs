namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// Least-cost assignment where most pairs are impossible: the pairs that are possible fall into groups that have nothing to do with
/// each other, and each group is solved alone. The total cost is that of the whole problem. Buffers are reused.
/// </summary>
internal sealed class SparseAssignment
{
    private readonly Assignment _assignment = new();
    private readonly List<int> _rows = [];
    private readonly List<int> _columns = [];
    private int[] _parent = [];
    private int[] _column = [];
    private int[] _local = [];
    private long[] _order = [];

    /// <summary>
    /// The column of each row, or -1. Pairs come in the order of their rows; each costs less than the limit, which is the cost of
    /// leaving a row alone. Ties go to the lower column.
    /// </summary>
    internal ReadOnlySpan<int> Solve(int rows, int columns, ReadOnlySpan<PairCost> pairs, float limit)
    {
        Grow(ref _parent, rows + columns);
        Grow(ref _column, rows);
        Grow(ref _local, columns);
        Grow(ref _order, pairs.Length);
        for (int i = 0; i < rows + columns; i++) _parent[i] = i;
        _column.AsSpan(0, rows).Fill(-1);
        foreach (ref readonly PairCost pair in pairs) Join(pair.Row, rows + pair.Column);
        for (int i = 0; i < pairs.Length; i++) _order[i] = ((long)Root(pairs[i].Row) << 32) | (uint)i;
        Span<long> order = _order.AsSpan(0, pairs.Length);
        order.Sort();
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && order[end] >> 32 == order[start] >> 32) end++;
            SolveGroup(pairs, order[start..end], limit);
        }
        return _column.AsSpan(0, rows);
    }

    private void SolveGroup(ReadOnlySpan<PairCost> pairs, ReadOnlySpan<long> group, float limit)
    {
        if (group.Length == 1)
        {
            PairCost only = pairs[(int)group[0]];
            _column[only.Row] = only.Column;
            return;
        }
        CollectSides(pairs, group);
        _assignment.Begin(_rows.Count, _columns.Count, limit);
        int row = 0;
        foreach (long key in group)
        {
            PairCost pair = pairs[(int)key];
            // Pairs of a group are still in the order of their rows.
            while (_rows[row] != pair.Row) row++;
            _assignment.SetCost(row, _local[pair.Column], pair.Cost);
        }
        ReadOnlySpan<int> solved = _assignment.Solve();
        for (int r = 0; r < _rows.Count; r++)
            if (solved[r] < _columns.Count && _assignment.Cost(r, solved[r]) < limit) _column[_rows[r]] = _columns[solved[r]];
    }

    private void CollectSides(ReadOnlySpan<PairCost> pairs, ReadOnlySpan<long> group)
    {
        _rows.Clear();
        _columns.Clear();
        foreach (long key in group)
        {
            PairCost pair = pairs[(int)key];
            if (_rows.Count == 0 || _rows[^1] != pair.Row) _rows.Add(pair.Row);
            _local[pair.Column] = -1;
        }
        foreach (long key in group)
        {
            int column = pairs[(int)key].Column;
            if (_local[column] >= 0) continue;
            _local[column] = 0;
            _columns.Add(column);
        }
        _columns.Sort();
        for (int c = 0; c < _columns.Count; c++) _local[_columns[c]] = c;
    }

    private void Join(int first, int second)
    {
        int a = Root(first), b = Root(second);
        // The lower one becomes the root, so that groups come in the order of their first rows.
        if (a < b) _parent[b] = a;
        else _parent[a] = b;
    }

    private int Root(int node)
    {
        while (_parent[node] != node)
        {
            _parent[node] = _parent[_parent[node]];
            node = _parent[node];
        }
        return node;
    }

    private static void Grow<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new T[Math.Max(length, buffer.Length * 2)];
    }
}
