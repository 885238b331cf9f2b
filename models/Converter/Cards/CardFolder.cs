using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.ModelConverter.Cards;

/// <summary>The folder with the model cards, one JSON file a model.</summary>
internal sealed class CardFolder(string path)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The card for a size, or null when there is none yet.</summary>
    /// <exception cref="ConversionException">The card exists and is not a card.</exception>
    internal ModelCard? Find(InputSize size)
    {
        string file = CardPath(size);
        if (!File.Exists(file)) return null;
        try
        {
            ModelCard card = JsonSerializer.Deserialize<ModelCard>(File.ReadAllBytes(file), Json)
                ?? throw new ConversionException($"model card '{file}' is empty");
            if (card.File != CenterNetCard.FileName(size))
            {
                throw new ConversionException(
                    $"model card '{file}' names the file '{card.File}', {CenterNetCard.FileName(size)} is needed");
            }
            return card;
        }
        catch (JsonException e)
        {
            throw new ConversionException($"model card '{file}' is not readable: {e.Message}", cause: e);
        }
    }

    /// <summary>Writes the card of a size.</summary>
    internal void Write(InputSize size, ModelCard card)
    {
        Directory.CreateDirectory(path);
        File.WriteAllText(CardPath(size), JsonSerializer.Serialize(card, Json) + "\n");
    }

    /// <summary>Where the card of a size lies.</summary>
    internal string CardPath(InputSize size) => Path.Combine(path, $"centernet-{size}.card.json");
}
