namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>
/// Assignment of rows to columns with the largest sum of scores (Kuhn's Hungarian method with shortest augmenting paths and
/// potentials: Jonker and Volgenant 1987), in double precision.
/// </summary>
internal sealed class BestAssignment
{
    private readonly double[,] _scores;
    private readonly int _rows, _columns;
    private readonly double[] _rowPotential, _columnPotential, _distance;
    private readonly int[] _columnRow, _previous;
    private readonly bool[] _visited;

    private BestAssignment(double[,] scores)
    {
        _scores = scores;
        _rows = scores.GetLength(0);
        // At least as many columns as rows: the rest are "nobody", with a score of 0.
        _columns = Math.Max(_rows, scores.GetLength(1));
        _rowPotential = new double[_rows + 1];
        _columnPotential = new double[_columns + 1];
        _distance = new double[_columns + 1];
        _columnRow = new int[_columns + 1];
        _previous = new int[_columns + 1];
        _visited = new bool[_columns + 1];
    }

    /// <summary>The column of each row; -1 where only nobody was left. A pair with a score of 0 may be among them: the caller
    /// checks.</summary>
    /// <param name="scores">Rows by columns, finite and not negative.</param>
    internal static int[] Solve(double[,] scores)
    {
        BestAssignment problem = new(scores);
        for (int row = 1; row <= problem._rows; row++) problem.Augment(row);
        int[] columns = new int[problem._rows];
        for (int column = 1; column <= problem._columns; column++)
            if (problem._columnRow[column] > 0) columns[problem._columnRow[column] - 1] = column <= scores.GetLength(1) ? column - 1 : -1;
        return columns;
    }

    // Rows and columns count from 1 here; column 0 stands for "the row that looks for a column".
    private void Augment(int row)
    {
        Array.Fill(_distance, double.PositiveInfinity);
        Array.Clear(_visited);
        _columnRow[0] = row;
        int column = 0;
        do
        {
            _visited[column] = true;
            column = Step(column);
        }
        while (_columnRow[column] != 0);
        for (int before; column != 0; column = before)
        {
            before = _previous[column];
            _columnRow[column] = _columnRow[before];
        }
    }

    private int Step(int column)
    {
        int row = _columnRow[column], next = 0;
        double least = double.PositiveInfinity;
        for (int c = 1; c <= _columns; c++)
        {
            if (_visited[c]) continue;
            double reduced = -Score(row, c) - _rowPotential[row] - _columnPotential[c];
            if (reduced < _distance[c]) (_distance[c], _previous[c]) = (reduced, column);
            if (_distance[c] < least) (least, next) = (_distance[c], c);
        }
        for (int c = 0; c <= _columns; c++)
        {
            if (!_visited[c])
            {
                _distance[c] -= least;
                continue;
            }
            _rowPotential[_columnRow[c]] += least;
            _columnPotential[c] -= least;
        }
        return next;
    }

    private double Score(int row, int column) => column <= _scores.GetLength(1) ? _scores[row - 1, column - 1] : 0;
}
