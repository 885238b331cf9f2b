using System.Globalization;
using System.Xml;
using SafeCity.Edge.Agent.Evaluation.Boxes;

namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>
/// Reads boxes in the XML format of dlib's imglab: <c>image file</c> with <c>box top left width height</c>. Boxes with <c>ignore='1'</c>
/// are not judged; landmarks are skipped.
/// </summary>
internal static class ImglabFile
{
    // A file of labels is no reason to fetch anything or to expand entities.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Pictures in the order of the file; all boxes are of class 0.</summary>
    /// <exception cref="TruthException">The file is no such file.</exception>
    internal static IReadOnlyList<LabelledPicture> Read(string path)
    {
        try
        {
            return TruthText.Read(path, Parse);
        }
        catch (XmlException e)
        {
            throw new TruthException(path, e.LineNumber, $"not XML ({e.Message.Split(" Line ")[0].TrimEnd('.')})", e);
        }
    }

    private static List<LabelledPicture> Parse(string path)
    {
        using XmlReader reader = XmlReader.Create(path, Settings);
        List<LabelledPicture> pictures = [];
        List<BoxTruth>? boxes = null;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.Name == "image")
            {
                string file = reader.GetAttribute("file") is { Length: > 0 } name ? name : throw At(path, reader, "an image has no file");
                pictures.Add(new LabelledPicture(file, boxes = []));
            }
            else if (reader.Name == "box")
            {
                (boxes ?? throw At(path, reader, "a box stands outside of an image")).Add(Box(path, reader));
            }
        }
        return pictures.Count > 0 ? pictures : throw new TruthException(path, null, "it has no image: a file of dlib's imglab is expected");
    }

    private static BoxTruth Box(string path, XmlReader reader)
    {
        PixelBox box =
            new(Number(path, reader, "left"), Number(path, reader, "top"), Number(path, reader, "width"), Number(path, reader, "height"));
        if (box.Area <= 0) throw At(path, reader, $"the box is {box.Width} x {box.Height} pixels: both must be above 0");
        return new BoxTruth(box, 0, box.Area, reader.GetAttribute("ignore") == "1");
    }

    private static int Number(string path, XmlReader reader, string attribute)
    {
        string? text = reader.GetAttribute(attribute);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw At(path, reader, text is null ? $"a box has no {attribute}" : $"{attribute} is '{text}': a whole number is expected");
    }

    private static TruthException At(string path, XmlReader reader, string fault) => new(path, ((IXmlLineInfo)reader).LineNumber, fault);
}
