using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Opens the weights of a card with the input shape that the card says, also where the file leaves sizes open.</summary>
internal static class CardSession
{
    /// <summary>Verifies and loads.</summary>
    /// <exception cref="ModelException">The weights are missing or not those of the card, or the card's input does not fit them.</exception>
    /// <exception cref="OnnxRuntimeException">The library or the file cannot be used.</exception>
    internal static OnnxSession Open(ModelStore store, ModelCard card, int threads)
    {
        OnnxSessionOptions options = new()
        {
            IntraOpThreads = threads,
            InputShapes = new Dictionary<string, IReadOnlyList<long>> { [card.Input.Name] = card.Input.TensorShape() },
        };
        try
        {
            return OnnxSession.Open(store.VerifiedPath(card), options);
        }
        catch (OnnxRuntimeException e) when (e.Kind == OnnxErrorKind.OptionInvalid)
        {
            throw new ModelException(ModelErrorKind.CardMismatch, $"the card {card.Name} does not fit {card.File}: {e.Message}", e);
        }
    }
}
