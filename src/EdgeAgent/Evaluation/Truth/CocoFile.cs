using System.Text.Json;
using SafeCity.Edge.Agent.Evaluation.Boxes;

namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>Reads labels of objects in COCO's JSON format ("instances").</summary>
internal static class CocoFile
{
    /// <summary>Pictures in the order of the file, with those labels whose category the model knows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">The model's labels; a category is found by its name.</param>
    /// <param name="unknown">Takes the categories that the model does not know, with their number of labels: they are not judged.</param>
    /// <exception cref="TruthException">The file is no such file.</exception>
    internal static IReadOnlyList<LabelledPicture> Read(string path, IReadOnlyList<string> labels, IDictionary<string, int> unknown)
    {
        CocoInstances file = Parse(path);
        if (file.Images is not { Count: > 0 } || file.Categories is not { Count: > 0 } || file.Annotations is null)
            throw new TruthException(path, null, "it has no images, categories and annotations: a COCO instances file is expected");
        Dictionary<long, List<BoxTruth>> byImage = [];
        foreach (CocoImage image in file.Images)
        {
            if (string.IsNullOrEmpty(image.FileName)) throw new TruthException(path, null, $"image {image.Id} has no file_name");
            if (!byImage.TryAdd(image.Id, [])) throw new TruthException(path, null, $"image {image.Id} is there twice");
        }
        Dictionary<long, string> categories = Categories(path, file.Categories);
        Dictionary<string, int> classes =
            labels.Select((l, i) => (l, i)).DistinctBy(l => l.l).ToDictionary(l => l.l, l => l.i, StringComparer.Ordinal);
        foreach (CocoAnnotation annotation in file.Annotations)
        {
            (List<BoxTruth> truth, string category) = Check(path, annotation, byImage, categories);
            if (classes.TryGetValue(category, out int classId)) truth.Add(Truth(annotation, classId));
            else unknown[category] = unknown.TryGetValue(category, out int count) ? count + 1 : 1;
        }
        return [.. file.Images.Select(i => new LabelledPicture(i.FileName!, byImage[i.Id]))];
    }

    private static (List<BoxTruth> Truth, string Category) Check(
        string path, CocoAnnotation annotation, Dictionary<long, List<BoxTruth>> byImage, Dictionary<long, string> categories)
    {
        string which = $"annotation {annotation.Id}";
        if (!byImage.TryGetValue(annotation.ImageId, out List<BoxTruth>? truth))
            throw new TruthException(path, null, $"{which} is of image {annotation.ImageId}, and there is no such image");
        if (!categories.TryGetValue(annotation.CategoryId, out string? category))
            throw new TruthException(path, null, $"{which} is of category {annotation.CategoryId}, and there is no such category");
        if (annotation.Bbox is not { Length: 4 } box || !Array.TrueForAll(box, double.IsFinite) || box[2] < 0 || box[3] < 0)
            throw new TruthException(path, null, $"{which} has no bbox of four numbers: x, y, width, height");
        return (truth, category);
    }

    private static Dictionary<long, string> Categories(string path, IReadOnlyList<CocoCategory> categories)
    {
        Dictionary<long, string> names = [];
        foreach (CocoCategory category in categories)
        {
            if (string.IsNullOrEmpty(category.Name)) throw new TruthException(path, null, $"category {category.Id} has no name");
            if (!names.TryAdd(category.Id, category.Name)) throw new TruthException(path, null, $"category {category.Id} is there twice");
        }
        return names;
    }

    private static BoxTruth Truth(CocoAnnotation annotation, int classId)
    {
        double[] box = annotation.Bbox!;
        return new BoxTruth(new PixelBox(box[0], box[1], box[2], box[3]), classId, annotation.Area ?? (box[2] * box[3]),
            annotation.IsCrowd != 0);
    }

    private static CocoInstances Parse(string path)
    {
        try
        {
            return TruthText.Read(path, p =>
            {
                using FileStream stream = File.OpenRead(p);
                return JsonSerializer.Deserialize(stream, CocoJson.Default.CocoInstances);
            }) ?? throw new TruthException(path, 1, "it holds null: a COCO instances file is expected");
        }
        catch (JsonException e)
        {
            throw new TruthException(path, e.LineNumber + 1,
                $"not JSON of the COCO format at {e.Path ?? "$"} ({e.Message.Split(" Path:")[0]})", e);
        }
    }
}
