using System.Text.Json;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>Files of plate formats: those built in, by region, or one's own.</summary>
public static class PlateFormats
{
    /// <summary>The region setting that takes all built-in formats together.</summary>
    public const string Auto = "auto";

    private const string ResourceStart = "SafeCity.Edge.Inference.PlateFormats.";
    private const string ResourceEnd = ".json";
    private const int FileBytesMax = 1 << 20;

    /// <summary>The built-in regions, sorted, <see cref="Auto"/> first.</summary>
    public static IReadOnlyList<string> Regions { get; } =
    [
        Auto,
        .. typeof(PlateFormats).Assembly.GetManifestResourceNames()
            .Where(static n => n.StartsWith(ResourceStart, StringComparison.Ordinal))
            .Select(static n => n[ResourceStart.Length..^ResourceEnd.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The formats of a built-in region, as one prior.</summary>
    /// <exception cref="PlateFormatException">No such region; lists those there are.</exception>
    public static FormatPrior Open(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        if (region == Auto) return FormatPrior.Create([.. Regions.Skip(1).Select(ReadResource)]);
        if (!Regions.Contains(region))
            throw new PlateFormatException($"there is no plate region '{region}': use one of {string.Join(", ", Regions)}");
        return FormatPrior.Create([ReadResource(region)]);
    }

    /// <summary>The formats of one's own file, as a prior.</summary>
    /// <exception cref="PlateFormatException">It cannot be read, or is not a file of formats; names every fault.</exception>
    public static FormatPrior Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length > FileBytesMax) throw new PlateFormatException($"{path} is larger than {FileBytesMax} bytes: it is not a file of plate formats");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlateFormatException($"the plate formats {path} cannot be read ({e.Message}): check the path", e);
        }
        return FormatPrior.Create([Parse(bytes, path)]);
    }

    /// <summary>Reads and checks a file of formats.</summary>
    internal static PlateFormatFile Parse(ReadOnlySpan<byte> json, string name)
    {
        PlateFormatFile file;
        try
        {
            file = JsonSerializer.Deserialize(json, PlateFormatJson.Default.PlateFormatFile) ?? throw new JsonException("it holds null");
        }
        catch (JsonException e)
        {
            throw new PlateFormatException($"the plate formats {name} cannot be used ({e.Message.ReplaceLineEndings(" ")}): mend the file", e);
        }
        List<string> faults = [.. Faults(file)];
        return faults.Count == 0 ? file : throw new PlateFormatException($"the plate formats {name} cannot be used ({string.Join("; ", faults)}): mend the file");
    }

    private static IEnumerable<string> Faults(PlateFormatFile file)
    {
        if (file.Region.Length == 0) yield return "region is empty";
        if (file.Formats.Count == 0) yield return "it has no formats";
        for (int i = 0; i < file.Formats.Count; i++)
        {
            PlateFormat format = file.Formats[i];
            string where = $"formats[{i}] ({format.Country})";
            if (!(format.Weight is > 0 and <= 1000)) yield return $"{where}: weight {format.Weight}, use more than 0 up to 1000";
            if (format.Patterns.Count == 0) yield return $"{where}: no patterns";
            foreach (string pattern in format.Patterns)
                if (PatternFault(pattern, format.Never) is { } fault) yield return $"{where}: {fault}";
            foreach (string prefix in format.Prefixes)
                if (prefix.Length is 0 or > PlateText.LengthMax || prefix.Any(static c => PlateAlphabet.Column(c) == 0)) yield return $"{where}: prefix '{prefix}' is not on plates";
        }
    }

    private static string? PatternFault(string pattern, string never)
    {
        try
        {
            PatternParser.Expand(pattern, never);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private static PlateFormatFile ReadResource(string region)
    {
        using Stream stream = typeof(PlateFormats).Assembly.GetManifestResourceStream(ResourceStart + region + ResourceEnd)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Parse(bytes, region);
    }
}
