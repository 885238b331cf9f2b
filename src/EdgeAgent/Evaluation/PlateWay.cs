using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>One way to read plates, to be compared with others on the same pictures.</summary>
/// <param name="Name">As tables name it.</param>
/// <param name="Recognizer">Owned by who made it.</param>
internal sealed record PlateWay(string Name, PlateRecognizer Recognizer)
{
    /// <summary>What the product does by itself.</summary>
    internal const string Cascade = "cascade";

    private static readonly string[] TextModels = ["ppocr-v4-recognition-144", "ppocr-v4-recognition-208", "ppocr-v4-recognition"];

    /// <summary>
    /// The text models alone, the product's own models alone, both with the former asked in doubt, and further readers behind the product's
    /// own finder.
    /// </summary>
    /// <param name="store">The folder of models.</param>
    /// <param name="region">Whose formats are expected.</param>
    /// <param name="readers">Cards of further readers.</param>
    /// <exception cref="ModelException">A model is missing or another than its card says.</exception>
    internal static IReadOnlyList<PlateWay> OpenAll(ModelStore store, string region, IReadOnlyList<string> readers)
    {
        PlateRecognizerOptions both = new() { Region = region }, own = both with { TextModels = [], OtherReaderModels = [] };
        List<(string Name, PlateRecognizerOptions Options)> ways =
        [
            ("text models", both with { FinderModel = null, ReaderModels = TextModels, OtherReaderModels = [] }),
            ("own models", own),
            ("own, text reader in doubt", both with { TextModels = [] }),
            (Cascade, both),
            .. readers.Select(reader => (reader, own with { ReaderModels = [reader] })),
        ];
        return [.. ways.Select(way => new PlateWay(way.Name, PlateRecognizer.Open(store, way.Options)))];
    }
}
