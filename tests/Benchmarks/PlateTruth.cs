using System.Globalization;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Benchmarks;

/// <summary>A labelled plate: a file of a picture, the plate's box in pixels, its text.</summary>
internal sealed record PlateTruth(string Picture, BoundingBox PixelBox, string Text)
{
    /// <summary>Reads all <c>NAME.txt</c> of a folder: image TAB x TAB y TAB w TAB h TAB text.</summary>
    internal static IReadOnlyList<PlateTruth> Read(string folder)
    {
        List<PlateTruth> all = [];
        foreach (string file in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            foreach (string line in File.ReadLines(file))
            {
                string[] parts = line.Split('\t');
                if (parts.Length < 6) continue;
                float[] box = [.. parts[1..5].Select(static p => float.Parse(p, CultureInfo.InvariantCulture))];
                all.Add(new PlateTruth(Path.Combine(folder, parts[0]), new BoundingBox(box[0], box[1], box[2], box[3]), parts[5].Trim()));
            }
        }
        return all;
    }
}
