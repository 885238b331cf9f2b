using System.Globalization;

namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>Reads label files as text and the numbers in them, strictly.</summary>
internal static class TruthText
{
    // Boxes beyond this are slips of the pen; it also keeps sums of squares finite.
    private const double CoordinateMax = 1e6;

    /// <summary>The lines of a file that hold anything, with their numbers.</summary>
    /// <exception cref="TruthException">The file cannot be read.</exception>
    internal static IEnumerable<(long Number, string Text)> Lines(string path)
    {
        string[] lines = Read(path, File.ReadAllLines);
        for (int i = 0; i < lines.Length; i++)
            if (!string.IsNullOrWhiteSpace(lines[i])) yield return (i + 1, lines[i]);
    }

    /// <summary>Reads a file, with its faults as one sentence.</summary>
    /// <exception cref="TruthException">The file cannot be read.</exception>
    internal static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TruthException(path, null, "no such file: check the path", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TruthException(path, null, $"cannot be read ({e.Message}): check its permissions", e);
        }
    }

    /// <summary>A finite number of a reasonable size.</summary>
    /// <exception cref="TruthException">It is none.</exception>
    internal static double Number(string path, long line, string field, string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && Math.Abs(value) <= CoordinateMax) return value;
        throw new TruthException(path, line, $"{field} is '{text.Trim()}': a number is expected");
    }

    /// <summary>A whole number in a range.</summary>
    /// <exception cref="TruthException">It is none.</exception>
    internal static int Whole(string path, long line, string field, string text, (int Min, int Max) range)
    {
        // Some tools write whole numbers as 12.0.
        double value = Number(path, line, field, text);
        if (value == Math.Floor(value) && value >= range.Min && value <= range.Max) return (int)value;
        throw new TruthException(path, line, $"{field} is {text.Trim()}: a whole number from {range.Min} to {range.Max} is expected");
    }

    /// <summary>A box with an area.</summary>
    /// <exception cref="TruthException">It has none.</exception>
    internal static PixelBox Box(string path, long line, IReadOnlyList<string> fields, int first)
    {
        PixelBox box = new(
            Number(path, line, "x", fields[first]), Number(path, line, "y", fields[first + 1]),
            Number(path, line, "width", fields[first + 2]), Number(path, line, "height", fields[first + 3]));
        return box.Area > 0 ? box
            : throw new TruthException(path, line, $"the box is {box.Width} x {box.Height} pixels: both must be above 0");
    }
}
