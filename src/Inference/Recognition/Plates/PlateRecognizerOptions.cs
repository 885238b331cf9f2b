using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>How plates are found and read.</summary>
public sealed record PlateRecognizerOptions
{
    /// <summary>The product's own detector of plates.</summary>
    public const string OwnFinder = "plate-finder";

    /// <summary>The product's own reader.</summary>
    public const string OwnReader = "plate-reader";

    private const string SmallTextModel = "ppocr-v4-detection-320x256";

    /// <summary>The settings of the product.</summary>
    public static PlateRecognizerOptions Default { get; } = new();

    /// <summary>Card of the detector of plates; null: only lines of text are looked for.</summary>
    public string? FinderModel { get; init; } = OwnFinder;

    /// <summary>
    /// Cards of the detector of lines of text, at one or more input sizes: the smallest that shows a crop well is used. Asked where the
    /// detector of plates sees none that is read surely; empty: never.
    /// </summary>
    public IReadOnlyList<string> TextModels { get; init; } = [SmallTextModel, "ppocr-v4-detection-480x384", "ppocr-v4-detection"];

    /// <summary>Cards of the reader of lines, at one or more input widths: the narrowest that holds a line is used.</summary>
    public IReadOnlyList<string> ReaderModels { get; init; } = [OwnReader];

    /// <summary>Cards of a second reader, asked where the first one is in doubt; its weights are loaded when it is first asked. Empty: none.</summary>
    public IReadOnlyList<string> OtherReaderModels { get; init; } = ["ppocr-v4-recognition-144", "ppocr-v4-recognition-208", "ppocr-v4-recognition"];

    /// <summary>Whose formats are expected: one of <see cref="PlateFormats.Regions"/>.</summary>
    public string Region { get; init; } = PlateFormats.Auto;

    /// <summary>One's own file of formats, used in place of <see cref="Region"/>; null: none.</summary>
    public string? FormatsFile { get; init; }

    /// <summary>How much the formats count beside the reader, 0..1.</summary>
    public double FormatStrength { get; init; } = 0.7;

    /// <summary>Crops of a line read when one leaves doubt, 1 to 5.</summary>
    public int CropsMax { get; init; } = 5;

    /// <summary>Vehicles looked at in one picture, the largest first.</summary>
    public int VehiclesMax { get; init; } = 8;

    /// <summary>Confidence below which nothing is told, 0..1.</summary>
    public float ConfidenceMin { get; init; } = 0.01f;

    /// <summary>Threads of one run of a model.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The clock by which the stages are timed.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// These options for a folder that may not have the product's own models: without the detector lines of text are looked for, without
    /// the reader the second one reads alone.
    /// </summary>
    /// <param name="store">The folder of models.</param>
    internal PlateRecognizerOptions For(ModelStore store)
    {
        PlateRecognizerOptions options = this;
        if (FinderModel == OwnFinder && !Has(OwnFinder)) options = options with { FinderModel = null, TextModels = TextModels.Count > 0 ? TextModels : [SmallTextModel] };
        if (ReaderModels is [OwnReader] && !Has(OwnReader) && OtherReaderModels.Count > 0)
            options = options with { ReaderModels = OtherReaderModels, OtherReaderModels = [] };
        return options;

        bool Has(string name) => store.Cards.Any(card => card.Name == name);
    }
}
