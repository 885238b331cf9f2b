using System.Globalization;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// A list of plates to look for, as a text file: one a line, spaces, '-' and '.' are ignored, '#' begins a comment. Near matches are
/// found through keys: the shapes of a plate (all characters that are easily confused count as one) and its shapes with one place left
/// out, sorted by hash; two plates whose shapes differ in at most one place share a key (Garbe's symmetric deletes, 2012). Every hit is
/// then measured with <see cref="PlateDistance"/>. Immutable, may be asked from any thread; matching allocates nothing.
/// </summary>
public sealed class PlateList
{
    /// <summary>Distance up to which a plate counts as a near match unless told otherwise: one wrong character.</summary>
    public const float FuzzyDistanceMax = 1;

    private const int EntriesMax = 1_000_000;
    private const int FaultsTold = 10;

    private readonly PlateText[] _entries;
    private readonly ulong[] _keys;
    private readonly int[] _owners;

    private PlateList(string name, PlateText[] entries)
    {
        Name = name;
        _entries = entries;
        List<ulong> keys = new(entries.Length * 8);
        List<int> owners = new(entries.Length * 8);
        Span<ulong> own = stackalloc ulong[PlateText.LengthMax + 1];
        for (int i = 0; i < entries.Length; i++)
        {
            foreach (ulong key in own[..ShapeKeys(entries[i], own)])
            {
                keys.Add(key);
                owners.Add(i);
            }
        }
        // The order among equal keys does not matter: all of their owners are measured.
        (_keys, _owners) = ([.. keys], [.. owners]);
        Array.Sort(_keys, _owners);
    }

    /// <summary>Name of the list; goes into events.</summary>
    public string Name { get; }

    /// <summary>Different plates on it.</summary>
    public int Count => _entries.Length;

    /// <summary>Reads a list; its name is that of the file without extension.</summary>
    /// <exception cref="PlateFormatException">It cannot be read, or lines of it are not plates; names file, line and text.</exception>
    public static PlateList Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return Create(Path.GetFileNameWithoutExtension(path), File.ReadLines(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlateFormatException($"the plate list {path} cannot be read ({e.Message}): check the path", e);
        }
        catch (PlateFormatException e)
        {
            throw new PlateFormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Makes a list of lines.</summary>
    /// <exception cref="PlateFormatException">Lines are not plates; tells the first ten.</exception>
    public static PlateList Create(string name, IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        SortedSet<PlateText> entries = new(Comparer<PlateText>.Create(static (a, b) => PlateText.Compare(a, b)));
        List<string> faults = [];
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            string content = line.Split('#', 2)[0];
            if (string.IsNullOrWhiteSpace(content)) continue;
            if (TryParse(content, out PlateText plate)) entries.Add(plate);
            else if (faults.Count < FaultsTold) faults.Add(string.Create(CultureInfo.InvariantCulture, $"line {number}: '{content.Trim()}'"));
            if (entries.Count > EntriesMax) throw new PlateFormatException($"a list holds at most {EntriesMax} plates: split it");
        }
        if (faults.Count > 0)
            throw new PlateFormatException($"not plates of 2 to {PlateText.LengthMax} letters and digits: {string.Join("; ", faults)}");
        return new PlateList(name, [.. entries]);
    }

    /// <summary>A plate as people write it: separators are left out, letters become capitals.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PlateText plate)
    {
        plate = default;
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c) || c is '-' or '.' or '·' or '\uFEFF') continue;
            char upper = char.ToUpperInvariant(c);
            if (PlateAlphabet.Column(upper) == 0 || plate.Length == PlateText.LengthMax) return false;
            plate.Append(upper);
        }
        return plate.Length >= 2;
    }

    /// <summary>Looks a plate up.</summary>
    /// <param name="plate">As read.</param>
    /// <param name="match">The nearest entry; of equally near ones the first by its characters.</param>
    /// <param name="distanceMax">See <see cref="FuzzyDistanceMax"/>; 0: exact matches only.</param>
    /// <returns>True if an entry is near enough.</returns>
    public bool TryMatch(in PlateText plate, out PlateMatch match, float distanceMax = FuzzyDistanceMax)
    {
        int best = -1;
        float least = distanceMax;
        Span<ulong> own = stackalloc ulong[PlateText.LengthMax + 1];
        foreach (ulong key in own[..ShapeKeys(plate, own)])
        {
            for (int at = LowerBound(key); at < _keys.Length && _keys[at] == key; at++)
            {
                int owner = _owners[at];
                float distance = PlateDistance.Between(plate, _entries[owner]);
                if (distance < least || (distance == least && (best < 0 || owner < best))) (best, least) = (owner, distance);
            }
        }
        match = best < 0 ? default : new PlateMatch(Name, _entries[best], least == 0 ? PlateMatchKind.Exact : PlateMatchKind.Fuzzy, least);
        return best >= 0;
    }

    // The shapes, and the shapes without each place in turn; equal neighbours give the same key, which is left out.
    private static int ShapeKeys(in PlateText plate, Span<ulong> keys)
    {
        keys[0] = Key(plate, -1);
        int count = 1;
        for (int skip = 0; skip < plate.Length; skip++)
        {
            ulong key = Key(plate, skip);
            if (!keys[..count].Contains(key)) keys[count++] = key;
        }
        return count;
    }

    // FNV-1a, 64 bits: the same on every machine, unlike string hashes.
    private static ulong Key(in PlateText plate, int skip)
    {
        ulong hash = 14695981039346656037;
        for (int i = 0; i < plate.Length; i++)
            if (i != skip) hash = (hash ^ PlateDistance.Shape(plate[i])) * 1099511628211;
        return hash;
    }

    private int LowerBound(ulong key)
    {
        int low = 0, high = _keys.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_keys[middle] < key) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
