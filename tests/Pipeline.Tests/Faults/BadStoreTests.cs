using System.Runtime.Versioning;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using Transport.Tests.Broker;

namespace Pipeline.Tests.Faults;

/// <summary>Stores that cannot be used.</summary>
public sealed class BadStoreTests
{
    [SkippableFact]
    public async Task A_store_that_is_a_text_file_is_one_sentence_and_stays_as_it_is()
    {
        await using Site site = Site.WithoutBroker();
        Directory.CreateDirectory(site.Data);
        string store = Path.Combine(site.Data, "outbox.db");
        File.WriteAllText(store, "a shopping list");
        (await site.RunAgentAsync(DemoClip.Short)).ExpectOneSentence(ExitCode.Store, store, "is not an SQLite database");
        Assert.Equal("a shopping list", File.ReadAllText(store));
    }

    [SkippableFact]
    public async Task A_file_in_the_place_of_the_data_folder_is_one_sentence()
    {
        await using Site site = Site.WithoutBroker();
        File.WriteAllText(site.Data, "");
        (await site.RunAgentAsync(DemoClip.Short)).ExpectOneSentence(ExitCode.Store, site.Data);
    }

    [SkippableFact]
    [SupportedOSPlatform("linux")]
    public async Task A_data_folder_that_may_not_be_written_is_one_sentence()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "permission bits are tested on Linux only");
        Skip.If(
            Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv"), "root writes everywhere, and setpriv is not installed");
        await using Site site = Site.WithoutBroker();
        Directory.CreateDirectory(site.Data, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        // As root every file can be written; without capabilities root obeys the permission bits like everyone.
        IReadOnlyList<string> launcher = Environment.IsPrivilegedProcess ? ["setpriv", "--inh-caps=-all", "--bounding-set=-all"] : [];
        AgentResult result = await AgentProcess.RunAsync(
            new AgentSurroundings { Launcher = launcher }, site.AgentArguments(DemoClip.Short));
        result.ExpectOneSentence(ExitCode.Store, site.Data, "write access");
    }

    [SkippableFact]
    public async Task A_second_agent_on_the_same_store_is_one_sentence_and_the_first_goes_on()
    {
        await using Site site = Site.WithoutBroker();
        using AgentProcess first = site.StartAgent(DemoClip.Path, "--speed", "realtime", "--drain-seconds", "0");
        string log = Path.Combine(site.Data, "outbox.db-wal");
        await Eventually.True(
            () => File.Exists(log) || first.HasExited, "the first agent has its store", AgentProcess.Deadline.TotalSeconds);
        (await site.RunAgentAsync(DemoClip.Short))
            .ExpectOneSentence(ExitCode.Store, "another agent already works on the outbox", site.Data);
        Assert.False(first.HasExited, "the first agent goes on");
    }

    [SkippableFact]
    public async Task The_store_of_another_device_is_one_sentence()
    {
        await using Site site = Site.WithoutBroker();
        AgentResult first = await site.RunAgentAsync(DemoClip.Short, "--drain-seconds", "0");
        first.Expect(ExitCode.Broker);
        (await site.RunAgentAsync(DemoClip.Short, "--device", "edge-02"))
            .ExpectOneSentence(ExitCode.Store, "holds the records of demo/demo/edge-01, not of demo/demo/edge-02");
    }

    [SkippableFact]
    public async Task Folders_for_the_summary_and_the_overview_are_made()
    {
        await using Site site = Site.WithoutBroker();
        string folder = Path.Combine(site.Folder, "deep", "er");
        (await site.RunAgentAsync(DemoClip.Short, "--drain-seconds", "0", "--output", folder)).Expect(ExitCode.Broker);
        Assert.True(File.Exists(Path.Combine(folder, "overview.jpg")));
        File.WriteAllText(Path.Combine(site.Folder, "file"), "");
        (await site.RunAgentAsync(DemoClip.Short, "--output", Path.Combine(site.Folder, "file"))).ExpectOneSentence(ExitCode.Store, "file");
    }
}
