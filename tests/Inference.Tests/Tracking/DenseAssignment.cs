namespace SafeCity.Edge.Inference.Tests.Tracking;

/// <summary>
/// Least-cost assignment of rows to columns (shortest augmenting paths with potentials: Jonker and Volgenant 1987), rows² × columns
/// steps: the plain twin against which the tracker's sparse one is tested, and what the rulers use. Buffers grow to the largest problem seen and are then reused.
/// </summary>
internal sealed class DenseAssignment
{
    private float[] _cost = [];
    private float[] _rowPotential = [];
    private float[] _columnPotential = [];
    private float[] _distance = [];
    private int[] _columnRow = [];
    private int[] _previous = [];
    private bool[] _visited = [];
    private int[] _rowColumn = [];
    private int _rows, _columns;

    /// <summary>Begins a problem of a size; every cost is <paramref name="limit"/> until set.</summary>
    internal void Begin(int rows, int columns, float limit)
    {
        // The algorithm wants at least as many columns as rows: the rest are "nobody" at the limit's cost.
        _rows = rows;
        _columns = Math.Max(rows, columns);
        Grow(ref _cost, _rows * _columns);
        Grow(ref _rowPotential, _rows + 1);
        Grow(ref _columnPotential, _columns + 1);
        Grow(ref _distance, _columns + 1);
        Grow(ref _columnRow, _columns + 1);
        Grow(ref _previous, _columns + 1);
        Grow(ref _visited, _columns + 1);
        Grow(ref _rowColumn, _rows);
        _cost.AsSpan(0, _rows * _columns).Fill(limit);
    }

    /// <summary>Sets the cost of a pair; at most the limit.</summary>
    internal void SetCost(int row, int column, float cost) => _cost[(row * _columns) + column] = cost;

    /// <summary>The cost of a pair as it was set.</summary>
    internal float Cost(int row, int column) => _cost[(row * _columns) + column];

    /// <summary>
    /// The column of each row. A row whose cost is the limit got nobody in truth: the caller checks. Ties go to the lower column.
    /// </summary>
    internal ReadOnlySpan<int> Solve()
    {
        _rowPotential.AsSpan(0, _rows + 1).Clear();
        _columnPotential.AsSpan(0, _columns + 1).Clear();
        _columnRow.AsSpan(0, _columns + 1).Clear();
        for (int row = 1; row <= _rows; row++) Augment(row);
        for (int column = 1; column <= _columns; column++)
            if (_columnRow[column] > 0) _rowColumn[_columnRow[column] - 1] = column - 1;
        return _rowColumn.AsSpan(0, _rows);
    }

    // Rows and columns count from 1 here; column 0 stands for "the row that looks for a column".
    private void Augment(int row)
    {
        _distance.AsSpan(0, _columns + 1).Fill(float.PositiveInfinity);
        _visited.AsSpan(0, _columns + 1).Clear();
        _columnRow[0] = row;
        int column = 0;
        do
        {
            _visited[column] = true;
            column = Step(column);
        }
        while (_columnRow[column] != 0);
        while (column != 0)
        {
            int before = _previous[column];
            _columnRow[column] = _columnRow[before];
            column = before;
        }
    }

    private int Step(int column)
    {
        int row = _columnRow[column], next = 0;
        float least = float.PositiveInfinity;
        ReadOnlySpan<float> cost = _cost.AsSpan((row - 1) * _columns, _columns);
        for (int c = 1; c <= _columns; c++)
        {
            if (_visited[c]) continue;
            float reduced = cost[c - 1] - _rowPotential[row] - _columnPotential[c];
            if (reduced < _distance[c])
            {
                _distance[c] = reduced;
                _previous[c] = column;
            }
            if (_distance[c] < least)
            {
                least = _distance[c];
                next = c;
            }
        }
        for (int c = 0; c <= _columns; c++)
        {
            if (_visited[c])
            {
                _rowPotential[_columnRow[c]] += least;
                _columnPotential[c] -= least;
            }
            else
            {
                _distance[c] -= least;
            }
        }
        return next;
    }

    private static void Grow<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new T[Math.Max(length, buffer.Length * 2)];
    }
}
