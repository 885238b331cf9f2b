namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>What <c>seqinfo.ini</c> of the MOT challenge says of a sequence; null where it says nothing.</summary>
internal sealed record SequenceInfo(double? FramesPerSecond, int? Width, int? Height, int? Frames)
{
    private const string FileName = "seqinfo.ini";
    private const int NumberMax = 10_000_000;

    /// <summary>Reads the file beside the labels or one folder up; all null when there is none.</summary>
    /// <exception cref="TruthException">A value is no number.</exception>
    internal static SequenceInfo Beside(string truthFile)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(truthFile)) ?? ".";
        string? path =
            new[] { folder, Path.GetDirectoryName(folder) ?? folder }.Select(f => Path.Combine(f, FileName)).FirstOrDefault(File.Exists);
        if (path is null) return new SequenceInfo(null, null, null, null);
        Dictionary<string, (long Line, string Text)> values = new(StringComparer.OrdinalIgnoreCase);
        foreach ((long line, string text) in TruthText.Lines(path))
            if (text.Split('=', 2) is [var key, var value]) values[key.Trim()] = (line, value);
        int? Whole(string key) => values.TryGetValue(key, out (long Line, string Text) v)
            ? TruthText.Whole(path, v.Line, key, v.Text, (1, NumberMax)) : null;
        double? rate =
            values.TryGetValue("frameRate", out (long Line, string Text) r) ? TruthText.Number(path, r.Line, "frameRate", r.Text) : null;
        if (rate <= 0) throw new TruthException(path, r.Line, $"frameRate is {rate}: more than 0 is expected");
        return new SequenceInfo(rate, Whole("imWidth"), Whole("imHeight"), Whole("seqLength"));
    }
}
