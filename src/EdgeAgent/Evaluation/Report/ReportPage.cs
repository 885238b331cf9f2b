using System.Globalization;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Evaluation.Report;

/// <summary>
/// A folder with a page (<c>index.html</c>) of tables and of pictures of the failures. The page needs nothing from elsewhere. At most
/// <see cref="PicturesMax"/> pictures are kept, the first ones; the page says how many there would have been.
/// </summary>
internal sealed class ReportPage
{
    internal const int PicturesMax = 200;
    internal const string PageName = "index.html";

    private readonly string _folder;
    private readonly string _title;
    private readonly List<string> _facts = [];
    private readonly List<EvaluationTable> _tables = [];
    private readonly List<(string File, FailurePicture Failure)> _pictures = [];
    private int _failures;

    private ReportPage(string folder, string title)
    {
        _folder = folder;
        _title = title;
    }

    /// <summary>Makes the folder if it is not there. Pictures and page of an earlier report in it are replaced.</summary>
    internal static ReportPage Create(string folder, string title)
    {
        Directory.CreateDirectory(folder);
        foreach (string old in Directory.GetFiles(folder, "failure-???.jpg")) File.Delete(old);
        return new ReportPage(folder, title);
    }

    /// <summary>The page's path.</summary>
    internal string Path => System.IO.Path.Combine(_folder, PageName);

    /// <summary>A sentence below the title.</summary>
    internal void AddFact(string sentence) => _facts.Add(sentence);

    internal void AddTable(EvaluationTable table) => _tables.Add(table);

    /// <summary>Draws a failure on its picture.</summary>
    internal void AddFailure(in ImageView picture, FailurePicture failure)
    {
        if (NextFile(failure) is { } file) FailureDrawing.Write(picture, failure, System.IO.Path.Combine(_folder, file));
    }

    /// <summary>Draws a failure on plain grey.</summary>
    internal void AddScheme(int width, int height, FailurePicture failure)
    {
        if (NextFile(failure) is { } file) FailureDrawing.WriteScheme(width, height, failure, System.IO.Path.Combine(_folder, file));
    }

    /// <summary>Writes the page.</summary>
    internal void Write()
    {
        string shown = _failures > _pictures.Count ? $"the first {_pictures.Count} of {_failures}" : $"{_pictures.Count}";
        File.WriteAllText(Path, ReportHtml.Of(_title, _facts, _tables, new ReportGallery(shown, _pictures)));
    }

    private string? NextFile(FailurePicture failure)
    {
        _failures++;
        if (_pictures.Count == PicturesMax) return null;
        string file = string.Create(CultureInfo.InvariantCulture, $"failure-{_pictures.Count + 1:000}.jpg");
        _pictures.Add((file, failure));
        return file;
    }
}
