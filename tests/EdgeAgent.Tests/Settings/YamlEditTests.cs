using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Tests.Settings;

public sealed class YamlEditTests
{
    private const string Text = "# top\nbroker:\n  host: a  # here\n  port: 1\n\n# cameras\ncameras:\n  - name: cam1\n    source: x\n  - {name: cam2, source: y}\n";

    [Theory]
    [InlineData("broker.host", "b.example", "  host: b.example  # here\n")]
    [InlineData("broker.host", "a: b", "  host: \"a: b\"  # here\n")]
    [InlineData("broker.user", "gate", "  port: 1\n  user: gate\n")]
    [InlineData("broker.tls.caFile", "ca.pem", "  port: 1\n  tls:\n    caFile: ca.pem\n")]
    [InlineData("cameras[0].source", "z", "    source: z\n")]
    [InlineData("cameras[cam1].regions", "whole-frame", "    source: x\n    regions: whole-frame\n")]
    [InlineData("cameras[cam2].classes", "[car, bus]", "  - {name: cam2, source: y, classes: [car, bus]}\n")]
    [InlineData("cameras[cam2].privacy.faces", "kept", "  - {name: cam2, source: y, privacy: {faces: kept}}\n")]
    [InlineData("store.folder", "data", "source: y}\nstore:\n  folder: data\n")]
    public void One_setting_changes_and_comments_stay(string path, string value, string part)
    {
        string edited = YamlEdit.Set(Text, path, value);
        Assert.Contains(part, edited, StringComparison.Ordinal);
        Assert.Contains("# top\n", edited, StringComparison.Ordinal);
        Assert.Contains("# cameras\n", edited, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cameras[9].source", "the list has 2 items")]
    [InlineData("cameras[gate].source", "no item has the name gate")]
    [InlineData("broker[0]", "this is no list")]
    [InlineData("broker.host.name", "does not belong there")]
    [InlineData("cameras", "written over several lines")]
    [InlineData("broker..host", "is no path of a setting")]
    public void What_cannot_be_changed_is_told(string path, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<FormatException>(() => YamlEdit.Set(Text, path, "x")).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_text_reads_back_as_it_was_set()
    {
        const int Seed = 7;
        Random random = new(Seed);
        string signs = "ab1 :#-[]{},&*!|>'\"%@`?\\=~$./\té\n";
        for (int round = 0; round < 2000; round++)
        {
            string value = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => signs[random.Next(signs.Length)]));
            string edited = YamlEdit.SetText(Text, "broker.host", value);
            YamlContext context = new("f", SecretStore.Empty);
            YamlMapping root = Assert.IsType<YamlMapping>(YamlReader.ReadText(edited, context));
            YamlMapping broker = Assert.IsType<YamlMapping>(root.Entries[0].Value);
            Assert.True(value == ((YamlScalar)broker.Entries[0].Value).Text, $"seed {Seed}, round {round}: {edited}");
        }
    }

    [Fact]
    public void Differences_are_told_by_path_and_items_by_name()
    {
        JsonObject before = Parse("""{"broker":{"host":"a","port":1},"cameras":[{"name":"cam1","regions":"regions"},{"name":"cam2"}]}""");
        JsonObject after = Parse("""{"cameras":[{"name":"cam3"},{"name":"cam1","regions":"whole-frame"}],"broker":{"port":1,"host":"a"}}""");
        Assert.Equal(
            [
                new SettingsDifference("cameras[cam1].regions", "\"regions\"", "\"whole-frame\""),
                new SettingsDifference("cameras[cam2]", """{"name":"cam2"}""", null),
                new SettingsDifference("cameras[cam3]", null, """{"name":"cam3"}"""),
            ],
            SettingsDifference.Between(before, after));
        Assert.Empty(SettingsDifference.Between(before, before));
    }

    [Fact]
    public void A_file_without_a_version_is_upgraded_and_a_newer_one_refused()
    {
        (string text, IReadOnlyList<string> steps) = SettingsUpgrade.Apply("device: {}\n");
        Assert.Equal(("version: 1\ndevice: {}\n", "rewritten from version 0 to 1"), (text, Assert.Single(steps)));
        Assert.Empty(SettingsUpgrade.Apply(text).Steps);
        Assert.Contains("install the program that wrote it", Assert.Throws<FormatException>(() => SettingsUpgrade.Apply("version: 9\n")).Message, StringComparison.Ordinal);
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
