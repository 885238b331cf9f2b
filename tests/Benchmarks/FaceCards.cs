using System.Security.Cryptography;
using System.Text.Json;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Cards for face models that are not part of the product, in a folder of their own beside links to the weights.</summary>
internal static class FaceCards
{
    /// <summary>Writes the cards of those that are in the folder; returns their names.</summary>
    internal static IReadOnlyList<string> Write(string weights, string folder)
    {
        List<string> names = [];
        foreach (ModelCard card in Known())
        {
            string file = Path.GetFullPath(Path.Combine(weights, card.File)), link = Path.Combine(folder, card.File);
            if (!File.Exists(file)) continue;
            if (!File.Exists(link)) File.CreateSymbolicLink(link, file);
            ModelCard checkedCard = card with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) };
            File.WriteAllText(Path.Combine(folder, card.Name + ".card.json"), JsonSerializer.Serialize(checkedCard, ModelCardJson.Default.ModelCard));
            names.Add(card.Name);
        }
        return names;
    }

    private static IEnumerable<ModelCard> Known()
    {
        string[] yunet = [.. new[] { 8, 16, 32 }.SelectMany(s => new[] { $"cls_{s}", $"obj_{s}", $"bbox_{s}", $"kps_{s}" })];
        yield return Card("yunet-320x320", "yunet_n_320_320.onnx", "yunet", Image("input", 320, 320, "bgr", 0, 1), yunet);
        yield return Card("yunet-1280x736", "yunet_n_dynamic.onnx", "yunet", Image("input", 1280, 736, "bgr", 0, 1), yunet);
        yield return Card("ultraface-320x240", "ultraface_rfb_320.onnx", "ultraface", Image("input", 320, 240, "rgb", 127, 1f / 128), ["scores", "boxes"]);
    }

    private static ModelInput Image(string name, int width, int height, string channels, float mean, float scale) =>
        new([mean, mean, mean], [scale, scale, scale]) { Name = name, Layout = "nchw", Width = width, Height = height, Channels = channels };

    private static ModelCard Card(string name, string file, string decoder, ModelInput input, IReadOnlyList<string> outputs) => new(nmsThreshold: 0.3f)
    {
        Name = name,
        Version = "1",
        File = file,
        Sha256 = "",
        Source = "brought along",
        Licence = "see the source",
        Task = "face-detection",
        Decoder = decoder,
        Input = input,
        Outputs = outputs,
        Labels = ["face"],
        ScoreThreshold = 0.5f,
    };
}
