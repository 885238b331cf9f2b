namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>
/// Reads the text format of the MOT challenge: frame, number, x, y, width, height, confidence, and what follows. Labels of MOT16, MOT17
/// and MOT20 have 9 fields, of which the 8th is the class; those of MOT15 have 10, of which the last three are a place on the ground.
/// </summary>
internal static class MotFile
{
    internal const int Pedestrian = 1;

    private const int FieldsMin = 6;
    private const int FieldsWithClass = 9;
    private const int ClassMax = 13;

    // A day at 60 frames a second, and a bound for numbers that are used as an index.
    private const int FrameMax = 24 * 3600 * 60;

    /// <summary>Labels: every line has a number.</summary>
    /// <exception cref="TruthException">A line is not of the format, or a number occurs twice in a frame.</exception>
    internal static IReadOnlyList<MotRow> ReadTruth(string path) => Read(path, (line, fields) => new MotRow(
        Frame(path, line, fields),
        TruthText.Whole(path, line, "the number", fields[1], (0, int.MaxValue)),
        Box(path, line, fields),
        Confidence(path, line, fields),
        fields.Length == FieldsWithClass ? TruthText.Whole(path, line, "the class", fields[7], (1, ClassMax)) : Pedestrian));

    /// <summary>What a tracker wrote: every line has a number; its class is not looked at.</summary>
    /// <exception cref="TruthException">A line is not of the format, or a number occurs twice in a frame.</exception>
    internal static IReadOnlyList<MotRow> ReadTracks(string path) => Read(path, (line, fields) => new MotRow(
        Frame(path, line, fields), TruthText.Whole(path, line, "the number", fields[1], (0, int.MaxValue)), Box(path, line, fields), 1,
            Pedestrian));

    /// <summary>Detections: the number is not looked at.</summary>
    /// <exception cref="TruthException">A line is not of the format.</exception>
    internal static IReadOnlyList<MotRow> ReadDetections(string path) => Read(path, (line, fields) => new MotRow(
        Frame(path, line, fields), -1, Box(path, line, fields), Confidence(path, line, fields), Pedestrian));

    private static List<MotRow> Read(string path, Func<long, string[], MotRow> row)
    {
        List<MotRow> rows = [];
        HashSet<(int, int)> taken = [];
        foreach ((long line, string text) in TruthText.Lines(path))
        {
            string[] fields = text.Split(',');
            if (fields.Length < FieldsMin)
                throw new TruthException(path, line,
                    $"{fields.Length} fields: frame, number, x, y, width, height are expected, with commas between them");
            MotRow read = row(line, fields);
            if (read.Id >= 0 && !taken.Add((read.Frame, read.Id)))
                throw new TruthException(path, line, $"number {read.Id} is twice in frame {read.Frame}");
            rows.Add(read);
        }
        return rows.Count > 0 ? rows : throw new TruthException(path, null, "the file is empty");
    }

    private static int Frame(string path, long line, string[] fields) => TruthText.Whole(path, line, "the frame", fields[0], (1, FrameMax));

    private static PixelBox Box(string path, long line, string[] fields)
    {
        PixelBox box = TruthText.Box(path, line, fields, 2);
        return box with { X = box.X - 1, Y = box.Y - 1 };
    }

    private static double Confidence(string path, long line, string[] fields) =>
        fields.Length > FieldsMin ? TruthText.Number(path, line, "the confidence", fields[6]) : 1;
}
