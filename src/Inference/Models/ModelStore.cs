using System.Security.Cryptography;
using System.Text.Json;

namespace SafeCity.Edge.Inference.Models;

/// <summary>
/// A folder of model cards (<c>*.card.json</c>), with the weights beside them or in its folder <c>weights</c>. A file of weights is
/// handed out only if its SHA-256 is that of its card.
/// </summary>
public sealed class ModelStore
{
    private const string CardPattern = "*.card.json";
    private const string WeightsFolder = "weights";

    // A card is a page of text; reading a gigabyte that someone renamed would look like a hang.
    private const int CardBytesMax = 1 << 20;

    private readonly string _directory;

    private ModelStore(string directory, IReadOnlyList<ModelCard> cards)
    {
        _directory = directory;
        Cards = cards;
    }

    /// <summary>All cards, by name.</summary>
    public IReadOnlyList<ModelCard> Cards { get; }

    /// <summary>Reads and checks every card of a folder; the weights are not touched.</summary>
    /// <exception cref="ModelException">No such folder, or a card that cannot be used; names the file and every fault in it.</exception>
    public static ModelStore Open(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        string full = Path.GetFullPath(directory);
        var cards = new SortedDictionary<string, (ModelCard Card, string Path)>(StringComparer.Ordinal);
        foreach (string path in CardPaths(full))
        {
            ModelCard card = ReadCard(path);
            if (cards.TryGetValue(card.Name, out (ModelCard Card, string Path) other))
                throw new ModelException(ModelErrorKind.DuplicateCard,
                    $"{other.Path} and {path} both have the name {card.Name}: rename one or remove it");
            cards.Add(card.Name, (card, path));
        }
        return new ModelStore(full, [.. cards.Values.Select(c => c.Card)]);
    }

    /// <summary>The card of a name.</summary>
    /// <exception cref="ModelException"><see cref="ModelErrorKind.NoSuchCard"/>; lists the names that there are.</exception>
    public ModelCard Find(string name)
    {
        foreach (ModelCard card in Cards)
        {
            if (card.Name == name) return card;
        }
        string known = Cards.Count == 0 ? "it has no cards at all" : "it has " + string.Join(", ", Cards.Select(c => c.Name));
        throw new ModelException(ModelErrorKind.NoSuchCard,
            $"{_directory} has no model {name} ({known}): choose one of them, or add {name}.card.json");
    }

    /// <summary>The full path of the weights of a card, whose bytes have been hashed just now.</summary>
    /// <exception cref="ModelException">
    /// <see cref="ModelErrorKind.MissingFile"/>, or <see cref="ModelErrorKind.WrongHash"/> with the first digits of both hashes.
    /// </exception>
    public string VerifiedPath(ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return Verify(card, card.File, card.Sha256, "weights");
    }

    /// <summary>The lines of the labels file of a card, whose bytes have been hashed just now; empty if the card names none.</summary>
    /// <exception cref="ModelException">As for <see cref="VerifiedPath"/>.</exception>
    public IReadOnlyList<string> ReadLabels(ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        if (card.LabelsFile is not { } file || card.LabelsSha256 is not { } hash) return [];
        return File.ReadAllLines(Verify(card, file, hash, "labels"));
    }

    private string Verify(ModelCard card, string file, string hash, string what)
    {
        string path = Locate(card, file, what);
        string found = Hash(path);
        if (found == hash) return path;
        throw new ModelException(ModelErrorKind.WrongHash,
            $"{path} is not the file of the card {card.Name} "
            + $"(SHA-256 {found[..12]}..., the card says {hash[..12]}...): remove it and run build/setup.sh");
    }

    private string Locate(ModelCard card, string file, string what)
    {
        string[] places = [Path.Combine(_directory, WeightsFolder, file), Path.Combine(_directory, file)];
        return Array.Find(places, File.Exists)
            ?? throw new ModelException(ModelErrorKind.MissingFile,
                $"the {what} of {card.Name} are missing (looked for {string.Join(" and ", places)}): run build/setup.sh");
    }

    private static string Hash(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(ModelErrorKind.MissingFile, $"{path} cannot be read ({e.Message}): check its permissions", e);
        }
    }

    private static string[] CardPaths(string directory)
    {
        try
        {
            string[] paths = Directory.GetFiles(directory, CardPattern);
            Array.Sort(paths, StringComparer.Ordinal);
            return paths;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(ModelErrorKind.NoSuchFolder,
                $"the models folder {directory} cannot be read ({e.Message}): check the path", e);
        }
    }

    private static ModelCard ReadCard(string path)
    {
        ModelCard card;
        try
        {
            if (new FileInfo(path).Length > CardBytesMax) throw Bad(path, $"it is larger than {CardBytesMax} bytes", null);
            card = JsonSerializer.Deserialize(File.ReadAllBytes(path), ModelCardJson.Default.ModelCard)
                ?? throw Bad(path, "it holds null", null);
        }
        catch (JsonException e)
        {
            throw Bad(path, e.Message.ReplaceLineEndings(" "), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, e.Message, e);
        }
        IReadOnlyList<string> faults = ModelCardRules.Faults(card);
        return faults.Count == 0 ? card : throw Bad(path, string.Join("; ", faults), null);
    }

    private static ModelException Bad(string path, string what, Exception? cause) =>
        new(ModelErrorKind.BadCard, $"model card {path} cannot be used ({what}): mend it or fetch it again", cause);
}
