namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// The weighted edit distance of two plates (Wagner and Fischer, 1974): putting one character for another costs 1, less for shapes
/// that readers take for each other; one character more or fewer costs 1. Allocates nothing.
/// </summary>
public static class PlateDistance
{
    /// <summary>Cost of shapes that are the same on many plates: O and 0, I and 1.</summary>
    internal const float SameShape = 0.1f;

    /// <summary>Cost of shapes that a blurred picture confuses.</summary>
    internal const float LikeShape = 0.35f;

    // Beyond a plate's ends letters are cut off more easily than they appear inside; both cost 1 until something else is measured.
    private const float Length = 1;

    private static readonly float[] Costs = BuildCosts();

    /// <summary>The distance; 0 for equal texts.</summary>
    public static float Between(in PlateText a, in PlateText b)
    {
        Span<float> row = stackalloc float[PlateText.LengthMax + 1];
        for (int j = 0; j <= b.Length; j++) row[j] = j * Length;
        for (int i = 0; i < a.Length; i++)
        {
            float diagonal = row[0];
            row[0] += Length;
            for (int j = 0; j < b.Length; j++)
            {
                float cost = MathF.Min(MathF.Min(row[j + 1], row[j]) + Length, diagonal + Substitution(a[i], b[j]));
                (diagonal, row[j + 1]) = (row[j + 1], cost);
            }
        }
        return row[b.Length];
    }

    /// <summary>What it costs to take one character for another.</summary>
    public static float Substitution(char a, char b) => Costs[(PlateAlphabet.Column(a) * PlateAlphabet.Columns) + PlateAlphabet.Column(b)];

    /// <summary>A character that stands for all that are easily taken for it; equal for them.</summary>
    internal static char Shape(char c) => c switch
    {
        'O' or 'Q' or 'D' => '0',
        'I' or 'L' or 'T' or 'J' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        'V' => 'Y',
        'N' or 'W' or 'H' => 'M',
        _ => c,
    };

    private static float[] BuildCosts()
    {
        float[] costs = new float[PlateAlphabet.Columns * PlateAlphabet.Columns];
        for (int a = 0; a < PlateAlphabet.Columns; a++)
            for (int b = 0; b < PlateAlphabet.Columns; b++) costs[(a * PlateAlphabet.Columns) + b] = a == b && a > 0 ? 0 : 1;
        Set("O0 I1", SameShape);
        Set("Q0 QO D0 DO B8 S5 Z2 G6 1L IL 1T IT 17 1J IJ T7 VY MN MW NH HM UV 4A KX EF PR C0 CG 3B 38 6B", LikeShape);
        return costs;

        void Set(string pairs, float cost)
        {
            foreach (string pair in pairs.Split(' '))
            {
                int a = PlateAlphabet.Column(pair[0]), b = PlateAlphabet.Column(pair[1]);
                costs[(a * PlateAlphabet.Columns) + b] = costs[(b * PlateAlphabet.Columns) + a] = cost;
            }
        }
    }
}
