namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>The files of one sequence of the MOT challenge.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="Truth">The labels.</param>
/// <param name="Input">What is tracked or scored.</param>
internal sealed record SequenceFiles(string Name, string Truth, string Input)
{
    /// <summary>
    /// Finds sequences. Two files are one sequence. Of two folders, each sub-folder of the first that holds <c>gt/gt.txt</c> or
    /// <c>gt.txt</c> is one; its input is, in the second folder, <c>NAME/det/det.txt</c>, <c>NAME/det.txt</c>, <c>NAME.txt</c> or the only
    /// file <c>NAME/det*.txt</c>.
    /// </summary>
    /// <exception cref="TruthException">There is none, or a sequence has no input.</exception>
    internal static IReadOnlyList<SequenceFiles> Find(string truth, string input)
    {
        if (!Directory.Exists(truth))
            return Directory.Exists(input)
                ? throw new TruthException(input, null, "a folder, and the labels are a file: give two files or two folders")
                : [new SequenceFiles(NameOf(truth), truth, input)];
        if (!Directory.Exists(input)) throw new TruthException(input, null,
            "no such folder, and the labels are a folder: give two files or two folders");
        SequenceFiles[] found =
        [
            .. from folder in Directory.GetDirectories(truth).Order(StringComparer.Ordinal)
               let labels = new[] { Path.Combine(folder, "gt", "gt.txt"), Path.Combine(folder, "gt.txt") }.FirstOrDefault(File.Exists)
               where labels is not null
               select new SequenceFiles(Path.GetFileName(folder), labels, InputOf(input, Path.GetFileName(folder))),
        ];
        return found.Length > 0 ? found : throw new TruthException(truth, null, "no sub-folder holds gt/gt.txt or gt.txt");
    }

    private static string InputOf(string folder, string name)
    {
        string own = Path.Combine(folder, name);
        string? path =
            new[] { Path.Combine(own, "det", "det.txt"), Path.Combine(own, "det.txt"), own + ".txt" }.FirstOrDefault(File.Exists);
        if (path is not null) return path;
        string[] others = Directory.Exists(own) ? Directory.GetFiles(own, "det*.txt") : [];
        return others is [var only] ? only : throw new TruthException(
            folder, null,
                $"{others.Length} candidates for the input of {name}: {name}/det/det.txt, {name}/det.txt or {name}.txt is expected");
    }

    // .../MOT17-02/gt/gt.txt and .../TUD-Campus/gt.txt
    private static string NameOf(string truthFile)
    {
        DirectoryInfo? folder = Directory.GetParent(Path.GetFullPath(truthFile));
        return (folder?.Name == "gt" ? folder.Parent : folder)?.Name ?? truthFile;
    }
}
