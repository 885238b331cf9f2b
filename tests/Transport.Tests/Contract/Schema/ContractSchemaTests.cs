using System.Text;
using System.Text.Json.Nodes;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Contract.Schema;

public sealed class ContractSchemaTests
{
    public static TheoryData<string, bool> Files
    {
        get
        {
            TheoryData<string, bool> files = [];
            foreach (string message in SchemaWriter.Messages.Keys)
            {
                files.Add(message, true);
                files.Add(message, false);
            }
            return files;
        }
    }

    public static TheoryData<string> Corpus => [.. Golden("json").Concat(Golden("bin")).Select(f => Path.GetRelativePath(GoldenFolder, f))];

    private static string GoldenFolder { get; } =
        Path.Combine(ContractSchema.Folder, "..", "..", "..", "..", "tests", "Transport.Tests", "Contract", "Golden");

    [Theory]
    [MemberData(nameof(Files))]
    public void Schema_file_says_what_the_types_say(string message, bool closed) =>
        Assert.True(SchemaWriter.Write(message, closed) == File.ReadAllText(ContractSchema.PathOf(message, closed)),
            $"{message}: the type has changed: run 'dotnet Transport.Tests.dll write-schemas src/Transport/Contract/Schema' and look at the " +
            "difference: a released contract only grows");

    [Fact]
    public void Every_rule_about_a_member_is_about_one_that_stands() => Assert.Empty(SchemaMembers.Unknown());

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Sample_of_every_release_still_parses_and_validates(string file)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(GoldenFolder, file));
        string message = Message(file);
        if (message == "keyframe")
        {
            Assert.Null(ContractSchema.Fault("sc1/a/b/c/kf/cam1", bytes, closed: false));
            return;
        }
        Assert.Null(ContractSchema.FaultOf(message, bytes, closed: false));
        Assert.True(Parses(message, bytes));
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void Message_of_a_later_version_is_taken_by_a_platform_and_could_not_have_been_made_here(string file)
    {
        string message = Message(file);
        if (message == "keyframe") return;
        JsonNode later = JsonNode.Parse(File.ReadAllBytes(Path.Combine(GoldenFolder, file)))!;
        foreach (JsonObject one in Objects(later).ToArray()) one["zz-later"] = new JsonObject { ["x"] = 1 };
        byte[] bytes = Encoding.UTF8.GetBytes(later.ToJsonString());
        // A map of counts has no fixed members, and its values are numbers.
        if (!file.Contains("gap", StringComparison.Ordinal))
        {
            Assert.Null(ContractSchema.FaultOf(message, bytes, closed: false));
            Assert.True(Parses(message, bytes));
        }
        Assert.NotNull(ContractSchema.FaultOf(message, bytes, closed: true));
    }

    [Fact]
    public void Word_that_a_platform_does_not_know_is_taken_by_it_and_refused_here()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(
            File.ReadAllText(Golden("json").First(f => f.Contains("track", StringComparison.Ordinal))).Replace("\"left\"", "\"abducted\""));
        Assert.Null(ContractSchema.FaultOf("event", bytes, closed: false));
        Assert.Contains("endReason", ContractSchema.FaultOf("event", bytes, closed: true));
    }

    [Theory]
    [InlineData("age")]
    [InlineData("template")]
    [InlineData("emotion")]
    public void Field_about_a_person_cannot_be_produced(string field)
    {
        string face = File.ReadAllText(Golden("json").First(f => f.Contains("face", StringComparison.Ordinal)));
        byte[] bytes = Encoding.UTF8.GetBytes(face.Replace("\"face\":{", $"\"face\":{{\"{field}\":\"x\","));
        Assert.Contains("face", ContractSchema.FaultOf("event", bytes, closed: true));
    }

    private static bool Parses(string message, byte[] bytes) => message switch
    {
        "event" => EventText.TryReadEvent(bytes, out _, out _),
        "birth" => StatusMessages.ReadBirth(bytes) is not null,
        "cursors" => CursorMessage.Parse(bytes) is not null,
        "replay" => ReplayCommand.Parse(bytes, DateTimeOffset.UnixEpoch) is not null,
        _ => System.Text.Json.JsonSerializer.Deserialize(bytes, SchemaWriter.Messages[message]) is not null,
    };

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(m => Objects(m.Value)).Append(one),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static string Message(string file) => Path.GetFileName(file).Split('-')[0];

    private static IEnumerable<string> Golden(string ending) =>
        Directory.EnumerateFiles(GoldenFolder, "*." + ending, SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
