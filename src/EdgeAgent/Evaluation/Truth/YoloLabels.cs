using SafeCity.Edge.Agent.Evaluation.Boxes;

namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>
/// Reads labels in YOLO's text format: for each picture a file with its name and the extension txt, one object a line,
/// <c>class x-centre y-centre width height</c> in parts of the picture. Class numbers are those of the model.
/// </summary>
internal static class YoloLabels
{
    private const int Fields = 5;

    /// <summary>The pictures of a folder with their labels, by path; a picture without a label file shows nothing.</summary>
    /// <param name="labels">Folder of the label files, sub-folders included.</param>
    /// <param name="pictures">The pictures.</param>
    /// <param name="classCount">How many classes the model has.</param>
    /// <exception cref="TruthException">No label file, or a line that is not of the format.</exception>
    internal static IReadOnlyList<LabelledPicture> Read(string labels, PictureFolder pictures, int classCount)
    {
        string[] files = TruthText.Read(labels, f => Directory.GetFiles(f, "*.txt", SearchOption.AllDirectories));
        if (files.Length == 0) throw new TruthException(labels, null, "there is no label file (*.txt) in this folder");
        ILookup<string, string> byName =
            files.Order(StringComparer.Ordinal).ToLookup(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);
        List<LabelledPicture> read = [];
        foreach (string picture in pictures.All)
        {
            string[] ofPicture = [.. byName[Path.GetFileNameWithoutExtension(picture)]];
            if (ofPicture.Length > 1) throw new TruthException(ofPicture[1], null, $"{ofPicture[0]} has labels of the same picture");
            read.Add(new LabelledPicture(Path.GetFileName(picture), ofPicture is [var file] ? [.. Read(file, classCount)] : [],
                InParts: true));
        }
        return read;
    }

    private static IEnumerable<BoxTruth> Read(string path, int classCount)
    {
        foreach ((long line, string text) in TruthText.Lines(path))
        {
            string[] fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length != Fields)
                throw new TruthException(path, line, $"{fields.Length} fields: class, x-centre, y-centre, width and height are expected");
            int classId = TruthText.Whole(path, line, "the class", fields[0], (0, classCount - 1));
            double[] parts = [.. fields.Skip(1).Select(f => Part(path, line, f))];
            PixelBox box = new(parts[0] - (parts[2] / 2), parts[1] - (parts[3] / 2), parts[2], parts[3]);
            yield return new BoxTruth(box, classId, box.Area, IsIgnored: false);
        }
    }

    private static double Part(string path, long line, string text)
    {
        double value = TruthText.Number(path, line, "a coordinate", text);
        return value is >= 0 and <= 1 ? value
            : throw new TruthException(path, line, $"a coordinate is {text}: parts of the picture from 0 to 1 are expected");
    }
}
