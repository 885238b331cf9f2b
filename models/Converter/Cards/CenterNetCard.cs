using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.ModelConverter.Cards;

/// <summary>What is written on the card of a converted CenterNet.</summary>
internal static class CenterNetCard
{
    /// <summary>Name of the image input in the converted graph.</summary>
    internal const string InputName = "image";

    /// <summary>Heat map, one channel a class, after the sigmoid: 1x80xH/4xW/4.</summary>
    internal const string HeatMapName = "keypoints";

    /// <summary>Distances from a cell to the left, top, right and bottom edge in input pixels: 1x4xH/4xW/4.</summary>
    internal const string EdgesName = "wh";

    /// <summary>File name of the weights for a size, without the folder.</summary>
    internal static string FileName(InputSize size) => $"centernet-{size}.onnx";

    /// <summary>A new card for a file that was just converted.</summary>
    internal static ModelCard Create(InputSize size, string sha256) => new()
    {
        Name = $"centernet-{size}",
        Version = "human-3.3.6",
        File = FileName(size),
        Sha256 = sha256,
        Source = "npm @vladmandic/human 3.3.6, models/centernet.json, converted by models/Converter",
        Licence = "MIT",
        Task = "object-detection",
        Decoder = "centernet",
        Input = new ModelInput { Name = InputName, Layout = "nchw", Width = size.Width, Height = size.Height, Channels = "rgb" },
        Outputs = [HeatMapName, EdgesName],
        Labels = CocoLabels.All,
        ScoreThreshold = 0.25f,
        Accuracy = "person AP50 0.71 on 36 pictures of COCO val at 512x512; other sizes not measured",
    };
}
