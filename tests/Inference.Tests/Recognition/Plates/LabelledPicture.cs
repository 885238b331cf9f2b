using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tests.Shared;

namespace SafeCity.Edge.Inference.Tests.Recognition.Plates;

/// <summary>A labelled picture of shared/data/plates, decoded by the ffmpeg program: this project has no decoder.</summary>
internal sealed class LabelledPicture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _planes;
    private readonly int _width, _height;

    private LabelledPicture(byte[] planes, int width, int height, string text)
    {
        (_planes, _width, _height, Text) = (planes, width, height, text);
    }

    internal string Text { get; }

    internal ImageView View
    {
        get
        {
            int luma = _width * _height, chromaWidth = (_width + 1) / 2, chroma = chromaWidth * ((_height + 1) / 2);
            return new ImageView(
                PixelLayout.I420, _width, _height, fullRange: true, ColorMatrix.Bt601,
                _planes.AsSpan(0, luma), _width, _planes.AsSpan(luma, chroma), _planes.AsSpan(luma + chroma, chroma), chromaWidth);
        }
    }

    /// <summary>The first pictures of a set by name; empty if the set is not there.</summary>
    internal static async Task<IReadOnlyList<LabelledPicture>> ReadAsync(string set, int count)
    {
        if (SharedData.Find("plates/" + set) is not { } folder) return [];
        List<LabelledPicture> pictures = [];
        foreach (string file in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).Take(count))
        {
            string[] parts = (await File.ReadAllTextAsync(file)).Split('\n')[0].Split('\t');
            string size = Encoding(await RunAsync("ffprobe", ["-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", Path.Combine(folder, parts[0])]));
            int[] sides = [.. size.Trim().TrimEnd(',').Split(',').Select(static s => int.Parse(s, CultureInfo.InvariantCulture))];
            byte[] planes = await RunAsync("ffmpeg", ["-v", "error", "-nostdin", "-i", Path.Combine(folder, parts[0]), "-pix_fmt", "yuvj420p", "-f", "rawvideo", "-"]);
            pictures.Add(new LabelledPicture(planes, sides[0], sides[1], parts[5].Trim()));
        }
        return pictures;
    }

    private static string Encoding(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);

    private static async Task<byte[]> RunAsync(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        using CancellationTokenSource deadline = new(Patience);
        using MemoryStream output = new();
        await process.StandardOutput.BaseStream.CopyToAsync(output, deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return output.ToArray();
    }
}
