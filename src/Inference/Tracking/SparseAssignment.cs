namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// Least-cost assignment of rows to columns where most pairs are impossible: shortest augmenting paths with potentials (Jonker and
/// Volgenant 1987) along the possible pairs only, so that a row's search stays among those that compete with it. Buffers are reused.
/// </summary>
internal sealed class SparseAssignment
{
    private readonly PriorityQueue<int, (double Distance, int Column)> _frontier = new();
    private readonly List<int> _settled = [];
    private readonly List<int> _touched = [];
    private double[] _rowPotential = [], _columnPotential = [], _distance = [];
    private int[] _rowColumn = [], _columnRow = [], _previous = [], _start = [];
    private bool[] _isSettled = [];
    private double _limit;

    /// <summary>
    /// The column of each row, or -1. Pairs come in the order of their rows; each costs less than the limit, which is the cost of
    /// leaving a row alone. Of equal columns the lower one is taken first.
    /// </summary>
    internal ReadOnlySpan<int> Solve(int rows, int columns, ReadOnlySpan<PairCost> pairs, float limit)
    {
        Begin(rows, columns, pairs);
        _limit = limit;
        for (int row = 0; row < rows; row++) Augment(row, pairs);
        return _rowColumn.AsSpan(0, rows);
    }

    private void Begin(int rows, int columns, ReadOnlySpan<PairCost> pairs)
    {
        Grow(ref _rowPotential, rows);
        Grow(ref _rowColumn, rows);
        Grow(ref _start, rows + 1);
        Grow(ref _columnPotential, columns);
        Grow(ref _distance, columns);
        Grow(ref _columnRow, columns);
        Grow(ref _previous, columns);
        Grow(ref _isSettled, columns);
        _rowPotential.AsSpan(0, rows).Clear();
        _columnPotential.AsSpan(0, columns).Clear();
        _rowColumn.AsSpan(0, rows).Fill(-1);
        _columnRow.AsSpan(0, columns).Fill(-1);
        _distance.AsSpan(0, columns).Fill(double.PositiveInfinity);
        _isSettled.AsSpan(0, columns).Clear();
        for (int row = 0, pair = 0; row <= rows; row++)
        {
            while (pair < pairs.Length && pairs[pair].Row < row) pair++;
            _start[row] = pair;
        }
    }

    // Finds the cheapest way to give the row a column, moving others on, until somebody takes a free column or stays alone.
    private void Augment(int first, ReadOnlySpan<PairCost> pairs)
    {
        int row = first, alone = first, end;
        double distance = 0, aloneDistance = double.PositiveInfinity;
        _frontier.Clear();
        _settled.Clear();
        while (true)
        {
            double staysAlone = distance + _limit - _rowPotential[row];
            if (staysAlone < aloneDistance) (aloneDistance, alone) = (staysAlone, row);
            Reach(row, distance, pairs);
            end = NextColumn();
            if (end < 0 || _distance[end] > aloneDistance) break;
            distance = _distance[end];
            if (_columnRow[end] < 0) break;
            _isSettled[end] = true;
            _settled.Add(end);
            row = _columnRow[end];
        }
        bool isAlone = end < 0 || _distance[end] > aloneDistance;
        UpdatePotentials(first, isAlone ? aloneDistance : distance);
        int column = isAlone ? _rowColumn[alone] : end;
        if (isAlone) _rowColumn[alone] = -1;
        // Back along the path each row takes the column over which it was left.
        while (column >= 0)
        {
            int taker = _previous[column], left = _rowColumn[taker];
            _columnRow[column] = taker;
            _rowColumn[taker] = column;
            column = taker == first ? -1 : left;
        }
        Forget();
    }

    private void Reach(int row, double distance, ReadOnlySpan<PairCost> pairs)
    {
        for (int i = _start[row]; i < _start[row + 1]; i++)
        {
            int column = pairs[i].Column;
            if (_isSettled[column]) continue;
            double reached = distance + pairs[i].Cost - _rowPotential[row] - _columnPotential[column];
            if (reached >= _distance[column]) continue;
            if (double.IsPositiveInfinity(_distance[column])) _touched.Add(column);
            _distance[column] = reached;
            _previous[column] = row;
            _frontier.Enqueue(column, (reached, column));
        }
    }

    private int NextColumn()
    {
        while (_frontier.TryDequeue(out int column, out (double Distance, int Column) key))
            if (!_isSettled[column] && key.Distance <= _distance[column]) return column;
        return -1;
    }

    private void UpdatePotentials(int first, double total)
    {
        foreach (int column in _settled)
        {
            double gain = total - _distance[column];
            _columnPotential[column] -= gain;
            _rowPotential[_columnRow[column]] += gain;
        }
        _rowPotential[first] += total;
    }

    private void Forget()
    {
        foreach (int column in _touched)
        {
            _distance[column] = double.PositiveInfinity;
            _isSettled[column] = false;
        }
        _touched.Clear();
    }

    private static void Grow<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new T[Math.Max(length, buffer.Length * 2)];
    }
}
