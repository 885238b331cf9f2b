using System.Collections.Frozen;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// The characters that plates are read in: digits, Latin capitals, and the characters of Chinese plates. A reader's own labels are
/// folded onto them: case, diacritics and full-width forms make no difference.
/// </summary>
public static class PlateAlphabet
{
    /// <summary>All characters; the column of one in a lattice is its index here + 1, since column 0 is "no character".</summary>
    public const string Characters = Latin + Chinese;

    /// <summary>What most countries use.</summary>
    public const string Latin = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Provinces of China, then the characters of its special plates.</summary>
    public const string Chinese = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼学警港澳挂使领";

    /// <summary>Columns of a lattice.</summary>
    public const int Columns = 1 + 36 + 38;

    /// <summary>Columns 1 up to this are <see cref="Latin"/>.</summary>
    public const int LatinColumns = 36;

    private const char FullWidthFirst = '\uFF01', FullWidthLast = '\uFF5E';
    private const string Accented = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝĀĂĄĆČĐĎĒĖĘĚĢĪĮĶĹĻĽŁŃŅŇŌŐŔŘŚŞŠŢŤŪŮŰŲŹŻŽ";
    private const string Unaccented = "AAAAAACEEEEIIIINOOOOOOUUUUYAAACCDDEEEEGIIKLLLLNNNOORRSSSTTUUUUZZZ";

    private static readonly FrozenDictionary<char, int> ColumnOf =
        Characters.Select(static (c, i) => KeyValuePair.Create(c, i + 1)).ToFrozenDictionary();

    /// <summary>The column of a character as it stands on a plate; 0 if it stands on none.</summary>
    public static int Column(char character) => ColumnOf.GetValueOrDefault(character, 0);

    /// <summary>The character of a column above 0.</summary>
    public static char Character(int column) => Characters[column - 1];

    /// <summary>The column that a label of a reader is folded onto; 0 for all that is not on plates, also separators.</summary>
    internal static int FoldedColumn(string label) => label.Length == 1 ? Column(char.ToUpperInvariant(Plain(label[0]))) : 0;

    // The program runs without culture data, so that Unicode's own decompositions are not at hand.
    private static char Plain(char c)
    {
        if (c is >= FullWidthFirst and <= FullWidthLast) return (char)(c - FullWidthFirst + '!');
        int accented = Accented.IndexOf(char.ToUpperInvariant(c));
        return accented < 0 ? c : Unaccented[accented];
    }
}
