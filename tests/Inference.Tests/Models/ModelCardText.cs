using System.Text.RegularExpressions;

namespace SafeCity.Edge.Inference.Tests.Models;

/// <summary>The JSON of a model card, one member a line, so that tests can take one out.</summary>
internal static class ModelCardText
{
    private const string Text = """
        {
          "name": "tiny",
          "version": "1",
          "file": "tiny.onnx",
          "sha256": "0000000000000000000000000000000000000000000000000000000000000000",
          "source": "a test",
          "licence": "MIT",
          "task": "object-detection",
          "decoder": "centernet",
          "input": {
            "name": "input",
            "layout": "nchw",
            "width": 512,
            "height": 256,
            "channels": "rgb",
            "mean": [1, 2, 3],
            "scale": [0.5, 1, 2],
          },
          "outputs": ["heat", "size"],
          "labels": ["person", "car"],
          "scoreThreshold": 0.25,
          "nmsThreshold": 0.4,
          "accuracy": "measured",
        }
        """;

    /// <summary>A card that is accepted, but for the members that are left out and the hash.</summary>
    internal static string Good(string[]? without = null, string? sha256 = null)
    {
        string text = Text;
        foreach (string member in without ?? []) text = WithoutMember(text, member);
        if (sha256 is not null) text = text.Replace(new string('0', 64), sha256, StringComparison.Ordinal);
        // The last member of an object stands without a comma.
        return Regex.Replace(text, ",(\\s*})", "$1");
    }

    private static string WithoutMember(string text, string member)
    {
        string pattern = member == "input" ? "\"input\": \\{[^}]*\\}," : $"\"{member}\": (\\[[^]]*\\]|[^\\n]*),";
        string shorter = Regex.Replace(text, pattern, "");
        Assert.NotEqual(text, shorter);
        return shorter;
    }
}
