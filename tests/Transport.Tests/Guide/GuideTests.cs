using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SafeCity.Edge.Transport.Contract;
using Transport.Tests.Broker;
using Transport.Tests.Contract.Schema;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Guide;

/// <summary>What the subscriber's guide shows works, as it stands there.</summary>
public sealed partial class GuideTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Project { get; } = Path.GetFullPath(Path.Combine(ContractSchema.Folder, "..", ".."));

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("sh", "sh", "mosquitto_sub --help")]
    [InlineData("python", "/usr/bin/python3", "/usr/bin/python3 -c 'import paho.mqtt'")]
    [InlineData("js", "node", "node -e \"require('mqtt')\"")]
    public async Task Example_prints_every_event(string language, string program, string probe)
    {
        Skip.IfNot(await SucceedsAsync(probe), $"'{probe}' does not work here: install what the example of the guide needs");
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        string script = _folder.File("example");
        File.WriteAllText(script, Example(language).Replace("localhost", "127.0.0.1").Replace(
            "1883", broker.Port.ToString(CultureInfo.InvariantCulture)));
        using Process example = Process.Start(new ProcessStartInfo(program, [script]) { RedirectStandardOutput = true })!;
        try
        {
            using OutboxStore outbox = Sample.Open(_folder.File("outbox.db"));
            // Kept until somebody listens: nothing is missed, whenever the example is ready.
            await using TestUplink uplink = TestUplink.Start(broker.Options, outbox);
            foreach (int number in new[] { 1, 2, 3 }) _ = await outbox.CommitAsync(Sample.Fact(number), default);
            foreach (int number in new[] { 1, 2, 3 })
            {
                string line = await example.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)) ?? "";
                Assert.Contains($"000000000000000{number}", line);
                Assert.Contains("org.safecity.edge.track.v1", line);
            }
        }
        finally
        {
            // The shell's mosquitto_sub too.
            example.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public void Example_in_csharp_is_code_that_is_compiled_with_these_tests()
    {
        string source = File.ReadAllText(Path.Combine(Project, "..", "..", "tests", "Transport.Tests", "Guide", "GuideExample.cs"));
        string shown = Between().Match(source).Groups[1].Value;
        string[] lines = [.. shown.Split('\n').Select(l => l.Length > 8 ? l[8..] : "")];
        Assert.Equal(string.Join('\n', lines).Trim(), Example("csharp").Trim());
    }

    [Fact]
    public void Asyncapi_document_has_every_topic_and_its_schemas_are_there()
    {
        string text = File.ReadAllText(Path.Combine(Project, "Contract", "asyncapi.yaml"));
        string[] addresses = [.. Address().Matches(text).Select(m => m.Groups[1].Value)];
        Topics topics = new(new DeviceIdentity("org", "site", "device"));
        StreamKey frames = new("camera.kf", 1);
        string[] own =
        [
            topics.Event("camera", "type"), topics.KeyFrames("camera"), topics.Gap(frames), topics.DeviceRecord("type"),
            topics.Alert("camera"), topics.State, topics.Birth, topics.Health, topics.Cursor("consumer"), topics.Command("replay"),
            topics.Command("name"), topics.ReplyRoot + "requester", topics.DesiredConfiguration, topics.ReportedConfiguration,
        ];
        Assert.Equal(own.Order(StringComparer.Ordinal), addresses.Select(a => a.Replace("{", "").Replace("}", "")).Order(StringComparer.Ordinal));
        Assert.All(Reference().Matches(text), m => Assert.True(File.Exists(Path.Combine(Project, "Contract", m.Groups[1].Value)), m.Value));
    }

    private static string Example(string language)
    {
        string guide = File.ReadAllText(Path.Combine(Project, "README.md"));
        string start = $"```{language}\n";
        int from = guide.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return guide[from..guide.IndexOf("```", from, StringComparison.Ordinal)];
    }

    private static async Task<bool> SucceedsAsync(string command)
    {
        using Process probe = Process.Start(new ProcessStartInfo("sh", ["-c", command])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = probe.StandardOutput.ReadToEndAsync(), errors = probe.StandardError.ReadToEndAsync();
        await probe.WaitForExitAsync();
        _ = (await output, await errors);
        // mosquitto_sub --help ends with 1.
        return probe.ExitCode == 0 || (command.StartsWith("mosquitto", StringComparison.Ordinal) && probe.ExitCode != 127);
    }

    [GeneratedRegex(@"// guide\n(.*?)\n\s*// end", RegexOptions.Singleline)]
    private static partial Regex Between();

    [GeneratedRegex("address: (.*)")]
    private static partial Regex Address();

    [GeneratedRegex(@"\$ref: '\./([^']*)'")]
    private static partial Regex Reference();
}
