using System.Globalization;
using System.Xml.Linq;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Pictures and their boxes from an XML file of dlib's imglab; boxes marked "ignore" count neither way.</summary>
internal sealed record ImglabFile(IReadOnlyList<ImglabFile.Picture> Pictures)
{
    internal static ImglabFile Read(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new ImglabFile([.. XDocument.Load(path).Descendants("image").Select(i => new Picture(
            Path.Combine(folder, (string)i.Attribute("file")!), [.. i.Elements("box").Select(Truth)]))]);
    }

    private static Box Truth(XElement box) => new(
        new BoundingBox(Number(box, "left"), Number(box, "top"), Number(box, "width"), Number(box, "height")), (string?)box.Attribute("ignore") == "1");

    private static float Number(XElement box, string name) => float.Parse(box.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    internal sealed record Picture(string Path, IReadOnlyList<Box> Boxes);

    /// <summary>In pixels.</summary>
    internal sealed record Box(BoundingBox Pixels, bool Ignored);
}
