namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>Reads the patterns of <see cref="PlateFormat.Patterns"/>.</summary>
internal static class PatternParser
{
    // A list of patterns is written by people; one that expands to more is a slip of the pen.
    private const int ExpansionsMax = 256;

    /// <summary>All sequences of slots that a pattern stands for.</summary>
    /// <exception cref="FormatException">It is not a pattern; says where and what to use.</exception>
    internal static List<PatternSlots> Expand(string pattern, string never)
    {
        List<PatternSlots> all = [PatternSlots.Empty];
        for (int at = 0; at < pattern.Length;)
        {
            if (pattern[at] is ' ' or '-' or '.')
            {
                at++;
                all = [.. all.Select(static s => s.EndGroup())];
                continue;
            }
            UInt128 set = ReadSet(pattern, ref at, never);
            (int least, int most) = ReadCount(pattern, ref at);
            all = [.. all.SelectMany(s => Enumerable.Range(least, most - least + 1).Select(n => s.Add(set, n)))];
            if (all.Count > ExpansionsMax) throw new FormatException($"pattern '{pattern}' stands for more than {ExpansionsMax} sequences: split it");
        }
        foreach (PatternSlots slots in all)
        {
            if (slots.Sets.Count is < 2 or > PlateText.LengthMax)
                throw new FormatException($"pattern '{pattern}' allows {slots.Sets.Count} characters: use 2 to {PlateText.LengthMax}");
        }
        return all;
    }

    private static UInt128 ReadSet(string pattern, ref int at, string never)
    {
        char kind = pattern[at++];
        if (kind != '[')
        {
            string characters = kind switch
            {
                'L' => PlateAlphabet.Latin[10..],
                '9' => PlateAlphabet.Latin[..10],
                'X' => PlateAlphabet.Latin,
                _ => throw new FormatException($"pattern '{pattern}' has '{kind}': use L, 9, X, [..], {{n}}, {{n,m}}, space, - or ."),
            };
            return SetOf(characters.Where(c => !never.Contains(c)), pattern);
        }
        int end = pattern.IndexOf(']', at);
        if (end < 0) throw new FormatException($"pattern '{pattern}' has a [ without ]");
        UInt128 set = SetOf(pattern[at..end], pattern);
        at = end + 1;
        return set;
    }

    private static UInt128 SetOf(IEnumerable<char> characters, string pattern)
    {
        UInt128 set = 0;
        foreach (char c in characters)
        {
            int column = PlateAlphabet.Column(c);
            if (column == 0) throw new FormatException($"pattern '{pattern}' has '{c}', which is not on plates");
            set |= UInt128.One << column;
        }
        return set == 0 ? throw new FormatException($"pattern '{pattern}' has a slot without characters") : set;
    }

    private static (int Least, int Most) ReadCount(string pattern, ref int at)
    {
        if (at >= pattern.Length || pattern[at] != '{') return (1, 1);
        int end = pattern.IndexOf('}', at);
        string[] parts = end < 0 ? [] : pattern[(at + 1)..end].Split(',');
        if (parts.Length is not (1 or 2) || !int.TryParse(parts[0], out int least) || !int.TryParse(parts[^1], out int most)
            || least < 0 || most < least || most is 0 or > PlateText.LengthMax)
            throw new FormatException($"pattern '{pattern}' has a count that is not {{n}} or {{n,m}} of 0 to {PlateText.LengthMax}");
        at = end + 1;
        return (least, most);
    }
}
