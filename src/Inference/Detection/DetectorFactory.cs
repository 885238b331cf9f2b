using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Opens the detector that a model's card asks for.</summary>
public static class DetectorFactory
{
    /// <summary>Opens the model of a name.</summary>
    /// <param name="store">The folder of models.</param>
    /// <param name="cardName">Name of the card.</param>
    /// <param name="options">Null: <see cref="DetectorOptions.Default"/>.</param>
    /// <exception cref="ModelException">No such card; a decoder that is not built in; or what the detector's own Open throws.</exception>
    public static IDetector Open(ModelStore store, string cardName, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ModelCard card = store.Find(cardName);
        return card.Decoder switch
        {
            CenterNetDetector.DecoderName => CenterNetDetector.Open(store, card, options ?? DetectorOptions.Default),
            _ => throw new ModelException(ModelErrorKind.UnknownDecoder,
                $"model {card.Name} asks for the decoder '{card.Decoder}', which is not built in (it has {CenterNetDetector.DecoderName}): choose another model"),
        };
    }
}
