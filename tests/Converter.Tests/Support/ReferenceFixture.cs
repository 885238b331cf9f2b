using System.Text.Json;

namespace SafeCity.Edge.ModelConverter.Tests.Support;

/// <summary>Outputs of the original model on the fixed picture, made by <c>models/reference/reference.mjs</c>.</summary>
internal sealed record ReferenceFixture(
    string MadeBy, int Width, int Height, string SceneSha256, ReferenceOutput Keypoints, ReferenceOutput Wh)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal static ReferenceFixture Read(string size) =>
        JsonSerializer.Deserialize<ReferenceFixture>(File.ReadAllText(Repository.Fixture($"centernet-{size}.reference.json")), Json)!;
}
