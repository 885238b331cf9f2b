using SafeCity.Edge.Inference.Detection.Decoders;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Opens the detector that a model's card asks for.</summary>
public static class DetectorFactory
{
    private static readonly Dictionary<string, Func<ModelCard, ModelOutputs, IOutputDecoder<Detection>>> Objects = new(StringComparer.Ordinal)
    {
        ["centernet"] = static (card, outputs) => new CenterNetDecoder(card, outputs),
        ["ssd"] = static (card, outputs) => new SsdDecoder(card, outputs),
        ["yolo"] = static (card, outputs) => new YoloDecoder(card, outputs),
        ["yolox"] = static (card, outputs) => new YoloxDecoder(card, outputs),
    };

    private static readonly Dictionary<string, Func<ModelCard, ModelOutputs, IOutputDecoder<FaceDetection>>> Faces = new(StringComparer.Ordinal)
    {
        ["blazeface"] = static (card, outputs) => new BlazeFaceDecoder(card, outputs),
        ["ultraface"] = static (card, outputs) => new UltraFaceDecoder(card, outputs),
        ["yunet"] = static (card, outputs) => new YuNetDecoder(card, outputs),
    };

    private static readonly Dictionary<string, Func<ModelCard, ModelOutputs, IOutputDecoder<TextDetection>>> Text = new(StringComparer.Ordinal)
    {
        ["db"] = static (card, outputs) => new TextMapDecoder(card, outputs),
    };

    private static readonly Dictionary<string, Func<ModelCard, ModelOutputs, IOutputDecoder<PlateDetection>>> Plates = new(StringComparer.Ordinal)
    {
        ["plate-corners"] = static (card, outputs) => PlateCornerDecoder.Create(card, outputs),
    };

    /// <summary>Opens a detector of plates; parameters and errors as for <see cref="Open(ModelStore, string, DetectorOptions?)"/>.</summary>
    public static IDetector<PlateDetection> OpenPlates(ModelStore store, string cardName, DetectorOptions? options = null) =>
        Open(store, cardName, options, Plates);

    /// <summary>Opens a detector of lines of text; parameters and errors as for <see cref="Open"/>.</summary>
    public static IDetector<TextDetection> OpenText(ModelStore store, string cardName, DetectorOptions? options = null) =>
        Open(store, cardName, options, Text);

    /// <summary>Opens an object detector.</summary>
    /// <param name="store">The folder of models.</param>
    /// <param name="cardName">Name of the card.</param>
    /// <param name="options">Null: <see cref="DetectorOptions.Default"/>.</param>
    /// <exception cref="ModelException">
    /// No such card; a decoder that is not built in; weights that are missing, not those of the card, or with other tensors than it says.
    /// </exception>
    public static IDetector<Detection> Open(ModelStore store, string cardName, DetectorOptions? options = null) =>
        Open(store, cardName, options, Objects);

    /// <summary>Opens a face detector.</summary>
    /// <param name="store">The folder of models.</param>
    /// <param name="cardName">Name of the card.</param>
    /// <param name="options">Null: <see cref="DetectorOptions.Default"/>.</param>
    /// <exception cref="ModelException">As with <see cref="Open(ModelStore, string, DetectorOptions?)"/>.</exception>
    public static IDetector<FaceDetection> OpenFaces(ModelStore store, string cardName, DetectorOptions? options = null) =>
        Open(store, cardName, options, Faces);

    private static OnnxDetector<T> Open<T>(
        ModelStore store, string cardName, DetectorOptions? options, Dictionary<string, Func<ModelCard, ModelOutputs, IOutputDecoder<T>>> decoders)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(store);
        ModelCard card = store.Find(cardName);
        if (!decoders.TryGetValue(card.Decoder, out Func<ModelCard, ModelOutputs, IOutputDecoder<T>>? decoder))
        {
            throw new ModelException(ModelErrorKind.UnknownDecoder,
                $"model {card.Name} asks for the decoder '{card.Decoder}', which is not built in for this task "
                + $"(it has {string.Join(", ", decoders.Keys.Order(StringComparer.Ordinal))}): choose another model");
        }
        return OnnxDetector<T>.Open(store, card, options ?? DetectorOptions.Default, decoder);
    }
}
