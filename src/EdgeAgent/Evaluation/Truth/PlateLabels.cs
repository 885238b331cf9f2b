using SafeCity.Edge.Agent.Evaluation.Texts;

namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>
/// Reads labels of plates: for each picture a file NAME.txt beside it with one plate a line,
/// <c>picture TAB x TAB y TAB width TAB height TAB text</c> in pixels; or pictures of plates alone, whose file name is the text.
/// </summary>
internal static class PlateLabels
{
    private const int Fields = 6;

    /// <summary>All plates of a folder, by label file.</summary>
    /// <exception cref="TruthException">No label file, or a line that is not of the format.</exception>
    internal static IReadOnlyList<PlateTruth> ReadFolder(string folder)
    {
        string[] files = TruthText.Read(folder, f => Directory.GetFiles(f, "*.txt"));
        Array.Sort(files, StringComparer.Ordinal);
        List<PlateTruth> plates = [.. files.SelectMany(Read)];
        return plates.Count > 0 ? plates
            : throw new TruthException(folder, null, "there is no label file (NAME.txt beside NAME.jpg) in this folder");
    }

    /// <summary>Pictures of plates alone; <c>AB123_2.jpg</c> is a second picture of AB123.</summary>
    /// <exception cref="TruthException">There is no picture, or a name without a letter or digit.</exception>
    internal static IReadOnlyList<PlateTruth> OfCrops(PictureFolder folder) => [.. folder.All.Select(path =>
    {
        string text = PlateText.Plain(Path.GetFileNameWithoutExtension(path).Split('_')[0]);
        return text.Length > 0 ? new PlateTruth(path, null, text)
            : throw new TruthException(path, null, "the file name must be the plate's text");
    })];

    private static IEnumerable<PlateTruth> Read(string path)
    {
        foreach ((long line, string text) in TruthText.Lines(path))
        {
            string[] fields = text.Split('\t');
            if (fields.Length != Fields)
                throw new TruthException(path, line,
                    $"{fields.Length} fields: picture, x, y, width, height and text are expected, with tabs between them");
            string plate = PlateText.Plain(fields[5]);
            if (plate.Length == 0) throw new TruthException(path, line, "the text of the plate is empty");
            if (string.IsNullOrWhiteSpace(fields[0])) throw new TruthException(path, line, "the picture's name is empty");
            yield return new PlateTruth(fields[0].Trim(), TruthText.Box(path, line, fields, 1), plate);
        }
    }
}
