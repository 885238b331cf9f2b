using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Tests.Settings;

/// <summary>The reader as other rooms use it for sections of their own.</summary>
public sealed class YamlMapTests
{
    private sealed record Rule(string Id, string Kind, TimeSpan After, double Limit);

    private static readonly Dictionary<string, Func<YamlMap, Rule?>> Kinds = new()
    {
        ["loiter"] = map => new Rule(
            map.Required("id", Scalars.Name(16), "name"), "loiter", map.Optional("afterSeconds", Scalars.Seconds(1, 3600), TimeSpan.FromSeconds(30), "how long"), 0),
        ["speed"] = map => new Rule(map.Required("id", Scalars.Name(16), "name"), "speed", default, map.Required("limit", Scalars.Number(1, 100), "m/s")),
    };

    [Fact]
    public void Each_kind_takes_its_own_keys()
    {
        (IReadOnlyList<Rule?>? rules, string[] faults) = Bind("rules:\n  - {id: a, kind: loiter, afterSeconds: 2.5}\n  - {id: b, kind: speed, limit: 8}\n");
        Assert.Empty(faults);
        Assert.Equal([new Rule("a", "loiter", TimeSpan.FromSeconds(2.5), 0), new Rule("b", "speed", default, 8)], rules);
    }

    [Theory]
    [InlineData("{id: a, kind: loiter, limit: 8}", "f:2: rules[0].limit: there is no such setting: use one of afterSeconds, id, kind")]
    [InlineData("{id: a, kind: loiter, afterSecond: 8}", "f:2: rules[0].afterSecond: there is no such setting: did you mean 'afterSeconds'?")]
    [InlineData("{id: a, kind: loitr}", "f:2: rules[0].kind: 'loitr' does not fit: use loiter or speed")]
    [InlineData("{id: a}", "f:2: rules[0].kind: this setting is missing: use loiter or speed")]
    [InlineData("{id: a, kind: speed}", "f:2: rules[0].limit: this setting is missing: use a number from 1 to 100")]
    [InlineData("{id: a, kind: speed, limit: fast}", "f:2: rules[0].limit: 'fast' does not fit: use a number from 1 to 100")]
    [InlineData("{id: a, kind: speed, limit: NaN}", "f:2: rules[0].limit: 'NaN' does not fit: use a number from 1 to 100")]
    [InlineData("{id: a, kind: speed, limit: [1]}", "f:2: rules[0].limit: this is one value: use a number from 1 to 100")]
    public void A_fault_of_a_rule_is_the_only_one_told(string rule, string fault) => Assert.Equal(fault, Assert.Single(Bind($"rules:\n  - {rule}\n").Faults));

    [Fact]
    public void A_record_that_refuses_its_values_is_told_with_the_line()
    {
        YamlContext context = new("f", SecretStore.Empty);
        YamlMap.BindRoot(YamlReader.ReadText("a: 1\n", context), context, map =>
        {
            map.Required("a", Scalars.Integer(0, 9), "");
            return new Uri("");
        });
        Assert.Contains("f:1:", Assert.Single(context.Faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_has_the_keys_ranges_defaults_and_cases_that_the_reader_takes()
    {
        JsonObject schema = YamlMap.Describe(BindRules);
        JsonNode item = schema["properties"]!["rules"]!["items"]!;
        JsonNode loiter = item["allOf"]![0]!;
        Assert.Equal("loiter", (string?)loiter["if"]!["properties"]!["kind"]!["const"]);
        JsonNode after = loiter["then"]!["properties"]!["afterSeconds"]!;
        Assert.Equal((1, 3600, 30), ((double)after["minimum"]!, (double)after["maximum"]!, (double)after["default"]!));
        Assert.False((bool)loiter["then"]!["additionalProperties"]!);
        Assert.Equal(["kind"], item["required"]!.AsArray().Select(r => (string?)r));
    }

    [Theory]
    [InlineData("hots", "host")]
    [InlineData("Host", "host")]
    [InlineData("max_megabytes", "maxMegabytes")]
    [InlineData("zebra", null)]
    public void The_nearest_key_is_found_if_it_is_near(string typed, string? expected) =>
        Assert.Equal(expected, NearestKey.Find(typed, ["host", "port", "maxMegabytes"]));

    private static IReadOnlyList<Rule?> BindRules(YamlMap map) => map.List("rules", item => item.Choose("kind", Kinds, "what it does"), "rules");

    private static (IReadOnlyList<Rule?>? Rules, string[] Faults) Bind(string text)
    {
        YamlContext context = new("f", SecretStore.Empty);
        IReadOnlyList<Rule?>? rules = YamlMap.BindRoot(YamlReader.ReadText(text, context), context, BindRules);
        return (rules, [.. context.Faults.Select(f => f.ToString())]);
    }
}
