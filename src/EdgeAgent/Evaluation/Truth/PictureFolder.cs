namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>A folder of pictures, sub-folders included. Finds a picture by the name that a label file uses for it.</summary>
internal sealed class PictureFolder
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    private readonly string _folder;
    private readonly Dictionary<string, List<string>> _byName;

    private PictureFolder(string folder, Dictionary<string, List<string>> byName)
    {
        _folder = folder;
        _byName = byName;
    }

    /// <summary>All pictures, by path.</summary>
    internal IEnumerable<string> All => _byName.Values.SelectMany(p => p).Order(StringComparer.Ordinal);

    /// <summary>Lists the folder.</summary>
    /// <exception cref="TruthException">There is no such folder, or it holds no picture.</exception>
    internal static PictureFolder Open(string folder)
    {
        Dictionary<string, List<string>> byName = new(StringComparer.Ordinal);
        IEnumerable<string> files = TruthText.Read(folder, f => Directory.GetFiles(f, "*", SearchOption.AllDirectories));
        foreach (string file in files.Where(f => Extensions.Contains(Path.GetExtension(f).ToLowerInvariant()))
            .Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(file);
            if (!byName.TryGetValue(name, out List<string>? paths)) byName[name] = paths = [];
            paths.Add(file);
        }
        return byName.Count > 0 ? new PictureFolder(folder, byName)
            : throw new TruthException(folder, null, "there is no picture in this folder");
    }

    /// <summary>
    /// The path of a picture: at its name below the folder, or else anywhere below it if the file name occurs once. Null when it is
    /// missing, or when several have the name and none lies where it should.
    /// </summary>
    internal string? Find(string name)
    {
        string path = Path.GetFullPath(Path.Combine(_folder, name));
        if (!_byName.TryGetValue(Path.GetFileName(name), out List<string>? paths)) return null;
        return paths.Find(p => Path.GetFullPath(p) == path) ?? (paths.Count == 1 ? paths[0] : null);
    }
}
