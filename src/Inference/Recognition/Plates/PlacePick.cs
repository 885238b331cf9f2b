using System.Runtime.CompilerServices;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>The likeliest characters of one place of a plate, best first.</summary>
public struct PlacePick
{
    /// <summary>How many are kept; the rest is worth less than any of them.</summary>
    public const int Count = 4;

    private Columns _columns;
    private Shares _shares;

    /// <summary>The character of a rank; <c>\0</c> where fewer are possible.</summary>
    public readonly char Character(int rank) => _columns[rank] == 0 ? '\0' : PlateAlphabet.Character(_columns[rank]);

    /// <summary>The probability of the character of a rank, 0..1.</summary>
    public readonly float Probability(int rank) => _shares[rank];

    /// <summary>The probability of a column of <see cref="PlateAlphabet"/>; of one that is not kept, at most what is left over.</summary>
    internal readonly float Of(int column)
    {
        float left = 1;
        for (int i = 0; i < Count; i++)
        {
            if (_columns[i] == column) return _shares[i];
            left -= _shares[i];
        }
        return Math.Max(0, Math.Min(_shares[Count - 1], left / PlateAlphabet.LatinColumns));
    }

    /// <summary>Takes the largest of a row of probabilities by column.</summary>
    internal static PlacePick From(ReadOnlySpan<float> row)
    {
        PlacePick pick = default;
        for (int column = 1; column < row.Length; column++)
        {
            int rank = Count;
            while (rank > 0 && row[column] > pick._shares[rank - 1]) rank--;
            if (rank == Count) continue;
            for (int i = Count - 1; i > rank; i--) (pick._columns[i], pick._shares[i]) = (pick._columns[i - 1], pick._shares[i - 1]);
            (pick._columns[rank], pick._shares[rank]) = ((byte)column, row[column]);
        }
        return pick;
    }

    [InlineArray(Count)]
    private struct Columns
    {
        private byte _first;
    }

    [InlineArray(Count)]
    private struct Shares
    {
        private float _first;
    }
}
