namespace SafeCity.Edge.Inference.Models;

/// <summary>
/// What is known of one model file: what a person needs to trust it and what the code needs to use it. Stored as JSON beside
/// the models (<c>models/*.card.json</c>).
/// </summary>
public sealed record ModelCard
{
    /// <summary>
    /// What may be left out of a card: parameters, since the generated JSON reader keeps the default of a parameter and not that of an
    /// init-only property.
    /// </summary>
    public ModelCard(
        float nmsThreshold = 0.5f, string accuracy = "", string? labelsFile = null, string? labelsSha256 = null,
        IReadOnlyDictionary<string, IReadOnlyList<float>>? parameters = null)
    {
        NmsThreshold = nmsThreshold;
        Accuracy = accuracy;
        LabelsFile = labelsFile;
        LabelsSha256 = labelsSha256;
        Parameters = parameters ?? new Dictionary<string, IReadOnlyList<float>>();
    }

    /// <summary>Short name, for example <c>centernet-mobilenetv3</c>; goes into events.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the weights; goes into events.</summary>
    public required string Version { get; init; }

    /// <summary>File name of the ONNX weights, beside the card or in the weights folder.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Where the weights come from: package, version, path.</summary>
    public required string Source { get; init; }

    /// <summary>Licence of the weights (SPDX).</summary>
    public required string Licence { get; init; }

    /// <summary>What it is for, for example <c>object-detection</c>.</summary>
    public required string Task { get; init; }

    /// <summary>Name of the decoder of its outputs, for example <c>centernet</c>.</summary>
    public required string Decoder { get; init; }

    /// <summary>The one image input.</summary>
    public required ModelInput Input { get; init; }

    /// <summary>Names of the outputs in the order the decoder expects them.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>Class names, index by class id.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>A text file with one label a line, beside the weights, for models with thousands of them; null: <see cref="Labels"/> are all.</summary>
    public string? LabelsFile { get; init; }

    /// <summary>SHA-256 of <see cref="LabelsFile"/>.</summary>
    public string? LabelsSha256 { get; init; }

    /// <summary>What the decoder must know beyond this card's other members, for example its strides or anchor sizes; names are the decoder's.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<float>> Parameters { get; init; }

    /// <summary>Score from which a detection is useful, 0..1.</summary>
    public required float ScoreThreshold { get; init; }

    /// <summary>Overlap above which the weaker of two boxes of a class is dropped, 0..1; 0.5 unless told.</summary>
    public float NmsThreshold { get; init; }

    /// <summary>Measured accuracy and conditions, for people.</summary>
    public string Accuracy { get; init; }
}
