using System.Security.Cryptography;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.ModelConverter.Cards;
using SafeCity.Edge.ModelConverter.Conversion;
using SafeCity.Edge.ModelConverter.Onnx;
using SafeCity.Edge.ModelConverter.TensorFlow;

namespace SafeCity.Edge.ModelConverter;

/// <summary>Emits the model at every size, and leaves alone what is there already with the right hash.</summary>
internal sealed class ConversionRun(ConverterOptions options, TextWriter output)
{
    // Behind these two the graph ranks and gathers detections, which the agent does itself.
    private static readonly OutputCut[] Cuts =
    [
        new("tower_0/keypoints", CenterNetCard.HeatMapName),
        new("tower_0/wh", CenterNetCard.EdgesName),
    ];

    private readonly CardFolder? _cards = options.CardFolder is null ? null : new CardFolder(options.CardFolder);

    // Read on first need: a run that finds everything in place does not need the source package at all.
    private readonly Lazy<GraphModel> _model = new(() => GraphModelReader.Read(options.Model));

    /// <summary>Does all sizes.</summary>
    /// <exception cref="ConversionException">The model is refused, a file cannot be written, or a hash differs from its card.</exception>
    internal void Execute()
    {
        try
        {
            Directory.CreateDirectory(options.OutputFolder);
            foreach (InputSize size in options.Sizes) Emit(size);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConversionException(
                $"cannot write to '{options.OutputFolder}': {e.Message} Free space or choose another --out", cause: e);
        }
    }

    private void Emit(InputSize size)
    {
        string target = Path.Combine(options.OutputFolder, CenterNetCard.FileName(size));
        ModelCard? card = _cards?.Find(size);
        if (card is not null && !options.UpdateCards && File.Exists(target) && HashOfFile(target) == card.Sha256)
        {
            output.WriteLine($"{target}: in place, hash is right");
            return;
        }
        byte[] bytes = OnnxWriter.Write(GraphConverter.Convert(_model.Value, new ConversionRequest(size, CenterNetCard.InputName, Cuts)));
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (_cards is not null && !options.UpdateCards) Verify(size, card, hash);
        WriteWhole(target, bytes);
        if (_cards is not null && options.UpdateCards)
        {
            _cards.Write(size, card is null ? CenterNetCard.Create(size, hash) : card with { Sha256 = hash });
        }
        output.WriteLine($"{target}: written, {bytes.Length} bytes, sha256 {hash}");
    }

    private void Verify(InputSize size, ModelCard? card, string hash)
    {
        if (card is null)
        {
            throw new ConversionException($"there is no model card '{_cards!.CardPath(size)}' for size {size}: --update-cards makes one");
        }
        if (card.Sha256 == hash) return;
        throw new ConversionException(
            $"{CenterNetCard.FileName(size)} would have the sha256 {hash}, its card promises {card.Sha256}: "
            + "the source package or the converter is not the pinned one; nothing was written",
            ExitCodes.HashDiffers);
    }

    private static string HashOfFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    // A rename is atomic: who finds the file finds all of it, whenever the power fails.
    private static void WriteWhole(string target, byte[] bytes)
    {
        string partial = $"{target}.{Environment.ProcessId}.partial";
        try
        {
            File.WriteAllBytes(partial, bytes);
            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
