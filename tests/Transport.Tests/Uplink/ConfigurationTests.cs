using System.Text;
using System.Text.Json;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using Transport.Tests.Broker;
using Transport.Tests.Contract.Schema;

namespace Transport.Tests.Uplink;

/// <summary>Desired and reported configuration over a real broker.</summary>
public sealed class ConfigurationTests
{
    [SkippableFact]
    public async Task Good_configuration_is_on_probation_and_then_applied_and_reported_again_after_a_reconnect()
    {
        (string[] statuses, TestConfiguration box) = await RunAsync("""{"version":3,"document":{"speed":2}}""", "applied");
        Assert.Equal(["applying", "applied"], statuses);
        Assert.Equal((3L, 1), (box.Version, box.Applications));
    }

    [SkippableFact]
    public async Task Configuration_with_faults_is_rejected_with_all_of_them_and_changes_nothing()
    {
        (string[] statuses, TestConfiguration box) = await RunAsync("""{"version":3,"document":{"speed":-1,"unknown":1}}""", "rejected");
        Assert.Equal(["rejected"], statuses);
        Assert.Equal((1L, 0), (box.Version, box.Applications));
        Assert.Equal(2, box.LastFaults);
    }

    [SkippableFact]
    public async Task Configuration_with_which_the_box_works_worse_is_rolled_back()
    {
        (string[] statuses, TestConfiguration box) = await RunAsync("""{"version":3,"document":{"speed":9}}""", "rolledBack");
        Assert.Equal(["applying", "rolledBack"], statuses);
        Assert.Equal((1L, 2, 1.0), (box.Version, box.Applications, box.Health));
    }

    [SkippableFact]
    public async Task Configuration_that_cannot_be_applied_leaves_the_one_before()
    {
        (string[] statuses, TestConfiguration box) = await RunAsync("""{"version":3,"document":{"speed":5}}""", "rejected");
        Assert.Equal(["rejected"], statuses);
        Assert.Equal(1, box.Version);
    }

    private static async Task<(string[] Statuses, TestConfiguration Box)> RunAsync(string desired, string last)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.ReportedConfiguration);
        MqttPublishOptions retained = new() { Retain = true };
        // Noise before: it must not be reported, let alone applied.
        foreach (string noise in new[] { "{}", "null", "{\"version\":0,\"document\":{}}", "{\"version\":9,\"document\":7}", "{\"version\":" })
            await platform.Client.PublishAsync(TestUplink.Topics.DesiredConfiguration, Encoding.UTF8.GetBytes(noise), retained);
        await platform.Client.PublishAsync(TestUplink.Topics.DesiredConfiguration, Encoding.UTF8.GetBytes(desired), retained);
        TestConfiguration box = new();
        await using TestUplink uplink = TestUplink.Start(broker.Options, new MemoryRecords(),
            o => o with { ConfigurationTarget = box, ConfigurationProbation = TimeSpan.FromMilliseconds(200) });
        await Eventually.True(() => Reports(platform).LastOrDefault()?.Status == last, last);
        string[] statuses = [.. Reports(platform).Select(r => r.Status)];
        box.LastFaults = Reports(platform)[^1].Faults?.Count ?? 0;
        await broker.KillAsync();
        await broker.StartAgainAsync();
        await using TestSubscriber again = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.ReportedConfiguration);
        await Eventually.True(() => Reports(again).LastOrDefault()?.Status == last, "it is said again");
        Assert.All(platform.Messages, m => Assert.Null(ContractSchema.Fault(m.Topic, m.Payload)));
        return (statuses, box);
    }

    private static List<ConfigurationReport> Reports(TestSubscriber platform) => [.. platform.Messages
        .Select(m => JsonSerializer.Deserialize(m.Payload.Span, StateJson.Default.ConfigurationReport)!)];
}
