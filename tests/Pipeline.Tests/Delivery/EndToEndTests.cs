using Microsoft.Data.Sqlite;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using Transport.Tests.Integrity;

namespace Pipeline.Tests.Delivery;

/// <summary>The strong promise with the programs as they ship: consumer, cursors, seals, and what is left behind.</summary>
public sealed class EndToEndTests
{
    [SkippableFact]
    public async Task A_platform_with_a_store_empties_the_box_and_its_archive_verifies_until_it_is_touched()
    {
        await using Site site = await Site.OpenAsync();
        string key = Path.Combine(site.Folder, "seal.pem"), store = Path.Combine(site.Folder, "platform.db");
        using (AgentProcess platform = await site.StoreAsync(store))
        {
            (await site.RunAgentAsync(DemoClip.Short, "--consumer", "platform", "--seal-key", key)).Expect(ExitCode.Ok);
            (await platform.WaitForEndAsync()).Expect(ExitCode.Ok);
        }
        Assert.Equal(site.RunSummary.EventsRecorded, site.RunSummary.EventsAcknowledged);

        (await AgentProcess.RunAsync("outbox", "check", "--data", site.Data)).Expect(ExitCode.Ok);
        AgentResult listed = (await AgentProcess.RunAsync("outbox", "list", "--data", site.Data)).Expect(ExitCode.Ok);
        Assert.Contains(listed.Output, line => line.Contains("end to end with platform", StringComparison.Ordinal));
        string archive = Path.Combine(site.Folder, "archive");
        string[] verify = ["verify", store, "--key", key + ".pub"];
        AgentResult verified = (await AgentProcess.RunAsync([.. verify, "--export", archive])).Expect(ExitCode.Ok);
        Assert.Contains(verified.Output, line => line.Contains("are unchanged since they were recorded", StringComparison.Ordinal));
        (int code, string said) = SecondVerifier.Run(archive, key + ".pub");
        Assert.True(code == 0, said);

        Change(store);
        (await AgentProcess.RunAsync(verify)).Expect(ExitCode.Incomplete);
    }

    [SkippableFact]
    public async Task Without_the_platform_everything_stays_and_can_be_saved_and_verified_on_the_box()
    {
        await using Site site = await Site.OpenAsync();
        string key = Path.Combine(site.Folder, "seal.pem"), saved = Path.Combine(site.Folder, "saved");
        AgentResult alone = await site.RunAgentAsync(
            DemoClip.Short, "--consumer", "platform", "--seal-key", key, "--drain-seconds", "1");
        alone.Expect(ExitCode.Broker);
        (await AgentProcess.RunAsync("outbox", "export", "--data", site.Data, "--output", saved, "--key", key + ".pub")).Expect(ExitCode.Ok);
        (await AgentProcess.RunAsync("verify", saved, "--partial")).Expect(ExitCode.Ok);
        // Everything since the first record is here.
        (await AgentProcess.RunAsync("verify", saved)).Expect(ExitCode.Ok);
        (await AgentProcess.RunAsync("verify", saved, "--key", site.RunSummaryFile)).ExpectOneSentence(
            ExitCode.Store, "holds no public key");
        (await AgentProcess.RunAsync("verify", Path.Combine(site.Folder, "nowhere"))).ExpectOneSentence(ExitCode.Usage, "there is no archive");
        (await AgentProcess.RunAsync("outbox", "check", "--data", site.Folder)).ExpectOneSentence(ExitCode.Store, "there is no outbox", "--data");
    }

    private static void Change(string store)
    {
        using SqliteConnection connection = new($"Data Source={store};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "UPDATE record SET body = CAST(replace(CAST(body AS TEXT), 'Person', 'Nobody') AS BLOB) WHERE sequence = 1";
        Assert.True(command.ExecuteNonQuery() > 0);
    }
}
