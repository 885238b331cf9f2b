using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Health;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Tests.Health;

public sealed class RunLogTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _output.Dispose();

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override DateTimeOffset GetUtcNow() => new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

        internal void Advance(TimeSpan by) => _ticks += by.Ticks;
    }

    [Fact]
    public void The_same_sentence_comes_three_times_then_once_a_second_and_the_rest_is_counted()
    {
        RunLog log = new(_output, _time, LogFormat.Text, SecretStore.Empty);
        for (int i = 0; i < 1000; i++) log.Say($"packet {i} is damaged");
        log.Say("another matter");
        _time.Advance(TimeSpan.FromSeconds(1));
        log.Say("packet 1000 is damaged");
        Assert.Equal(
            ["packet 0 is damaged", "packet 1 is damaged", "packet 2 is damaged", "another matter", "packet 1000 is damaged (997 more like it)"],
            _output.ToString().TrimEnd('\n').Split('\n').Select(l => l["safecity-edge: ".Length..]));
    }

    [Fact]
    public void What_two_cameras_say_at_once_is_not_taken_for_one_sentence()
    {
        RunLog log = new(_output, _time, LogFormat.Text, SecretStore.Empty);
        for (int i = 0; i < 10; i++) log.Say($"camera cam{i} at 192.0.2.{i} has ended after {i}.5 s");
        Assert.Equal(10, _output.ToString().TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void Lines_of_json_hold_time_and_message()
    {
        new RunLog(_output, _time, LogFormat.Json, SecretStore.Empty).Say("it is \"so\"\nand so");
        JsonNode line = JsonNode.Parse(Assert.Single(_output.ToString().TrimEnd('\n').Split('\n')))!;
        Assert.Equal(("2026-11-25T12:00:00.0000000Z", "it is \"so\"\nand so"), ((string?)line["time"], (string?)line["message"]));
    }

    [Fact]
    public void Known_secrets_and_user_parts_of_addresses_are_taken_out()
    {
        using SafeCity.Edge.Agent.Tests.Settings.SettingsFolder folder = new();
        folder.WriteSecrets("a: 'c4n4ry/7'\n");
        RunLog log = new(_output, _time, LogFormat.Text, SecretStore.Load(folder.PathOf("secrets.yaml"), []));
        log.Say("it said c4n4ry/7 and c4n4ry%2F7");
        log.Say("opened rtsp://admin:other@192.0.2.7/live");
        Assert.DoesNotContain("c4n4ry", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("opened rtsp://192.0.2.7/live", _output.ToString(), StringComparison.Ordinal);
    }
}
