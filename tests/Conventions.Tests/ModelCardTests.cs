using System.Text.Json;
using System.Text.Json.Serialization;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>Each model card can be read, names its source and licence, and is complete.</summary>
public sealed class ModelCardTests
{
    private const string GoodCard = """
        {"name":"a","version":"1","file":"a.onnx","sha256":"0000000000000000000000000000000000000000000000000000000000000000","source":"s",
        "licence":"MIT","task":"object-detection","decoder":"centernet","outputs":["o"],"labels":["person"],"scoreThreshold":0.25,
        "input":{"name":"image","layout":"nchw","width":512,"height":512,"channels":"rgb"}}
        """;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    [SkippableFact]
    public void Model_cards_parse_and_are_complete()
    {
        SourceFile[] cards = [.. Repository.Texts(".card.json", "models")];
        Skip.If(cards.Length == 0, "models/ holds no model card");
        Rule.Holds(cards, Findings);
    }

    [Fact]
    public void A_good_card_is_not_caught() => Assert.Empty(Findings(new("models/a.card.json", GoodCard)));

    [Theory]
    [InlineData("\"licence\":\"MIT\"", "\"licence\":\"\"", "licence")]
    [InlineData("\"sha256\":\"0000", "\"sha256\":\"xyz", "sha256")]
    [InlineData("\"task\":", "\"tasks\":", "tasks")]
    [InlineData("\"scoreThreshold\":0.25", "\"scoreThreshold\":25", "scoreThreshold")]
    [InlineData("\"width\":512", "\"width\":0", "input")]
    [InlineData("\"labels\":[\"person\"]", "\"labels\":[]", "labels")]
    public void A_card_with_a_fault_is_caught(string from, string to, string names) =>
        Rule.Catches(new("models/a.card.json", GoodCard.Replace(from, to, StringComparison.Ordinal)), Findings, names);

    private static IEnumerable<string> Findings(SourceFile file)
    {
        ModelCard card;
        try
        {
            card = JsonSerializer.Deserialize<ModelCard>(file.Text, Strict) ?? throw new JsonException("null is no card");
        }
        catch (JsonException e)
        {
            return [$"{file.Path}: {e.Message}"];
        }
        return Faults(card).Select(fault => $"{file.Path}: {fault}");
    }

    private static IEnumerable<string> Faults(ModelCard card)
    {
        if (card.Sha256.Length != 64 || !card.Sha256.All(char.IsAsciiHexDigitLower))
            yield return "sha256 is not 64 lower-case hexadecimal digits";
        if (card.Licence.Length == 0) yield return "licence is empty";
        if (card.Source.Length == 0) yield return "source is empty";
        if (card.File != Path.GetFileName(card.File)) yield return "file is a path, not a file name";
        if (card.Labels.Count == 0) yield return "labels are empty";
        if (card.ScoreThreshold is not (> 0 and < 1)) yield return "scoreThreshold is not between 0 and 1";
        if (card.Input.Width <= 0 || card.Input.Height <= 0) yield return "input has no size";
        if (card.Input.Layout is not ("nchw" or "nhwc")) yield return "input.layout is neither nchw nor nhwc";
    }
}
