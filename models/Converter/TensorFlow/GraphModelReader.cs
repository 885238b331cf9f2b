using System.Text.Json;

namespace SafeCity.Edge.ModelConverter.TensorFlow;

/// <summary>Opens <c>model.json</c> and its shards.</summary>
internal static class GraphModelReader
{
    /// <summary>Reads the whole model.</summary>
    /// <param name="path">The JSON file; the shards lie beside it.</param>
    /// <exception cref="ConversionException">Missing, not JSON, not a graph model, or weights that do not fit.</exception>
    internal static GraphModel Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ConversionException($"model '{path}' does not exist: run npm ci --ignore-scripts --prefix models first");
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(document.RootElement, path);
        }
        catch (JsonException e)
        {
            throw new ConversionException($"model '{path}' is not JSON: {e.Message}", cause: e);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new ConversionException($"model '{path}' is not a TensorFlow.js graph model: {e.Message}", cause: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConversionException($"model '{path}' cannot be read: {e.Message}", cause: e);
        }
    }

    private static GraphModel Read(JsonElement root, string path)
    {
        bool tells = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("format", out _);
        string format = tells ? root.GetProperty("format").GetString() ?? "" : "";
        if (format != "graph-model")
        {
            throw new ConversionException(
                $"model '{path}' has the format '{format}': only 'graph-model' of TensorFlow.js can be converted");
        }
        Dictionary<string, GraphNode> nodes = new(StringComparer.Ordinal);
        foreach (JsonElement element in root.GetProperty("modelTopology").GetProperty("node").EnumerateArray())
        {
            GraphNode node = ReadNode(element);
            if (!nodes.TryAdd(node.Name, node)) throw new ConversionException($"model '{path}' has two nodes named '{node.Name}'");
        }
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new GraphModel(nodes, WeightReader.Read(folder, root.GetProperty("weightsManifest")));
    }

    private static GraphNode ReadNode(JsonElement element)
    {
        string name = element.GetProperty("name").GetString() ?? "";
        string op = element.GetProperty("op").GetString() ?? "";
        List<string> inputs = [];
        if (element.TryGetProperty("input", out JsonElement list))
        {
            foreach (JsonElement item in list.EnumerateArray())
            {
                string input = item.GetString() ?? "";
                // "^name" orders side effects; the operations converted here have none.
                if (input.StartsWith('^')) continue;
                if (input.EndsWith(":0", StringComparison.Ordinal)) input = input[..^2];
                inputs.Add(input);
            }
        }
        JsonElement attributes = element.TryGetProperty("attr", out JsonElement attr) ? attr.Clone() : default;
        return new GraphNode(name, op, inputs, attributes);
    }
}
