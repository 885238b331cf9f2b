using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Pipeline;
using Transport.Tests.Broker;

namespace Pipeline.Tests.Delivery;

/// <summary>The operator's wish to end.</summary>
public sealed class EndingTests
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(15);

    [SkippableTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_agent_cleanly_and_what_is_recorded_is_sent(string signal)
    {
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        using AgentProcess agent = site.StartAgent(DemoClip.Path, "--model", ModelOptions.DefaultModel);
        await subscriber.WaitForOutputAsync(2);
        Stopwatch clock = Stopwatch.StartNew();
        await agent.SignalAsync(signal);
        (await agent.WaitForEndAsync(EndsWithin)).Expect(ExitCode.Ok);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, EndsWithin);

        RunSummary run = site.RunSummary;
        Assert.InRange(run.FramesAnalysed, 1, DemoClip.Frames - 1);
        Assert.Equal(run.EventsRecorded, run.EventsAcknowledged);
        (await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok);
        Assert.Equal(
            (run.EventsRecorded, run.KeyFramesRecorded), (site.SubscriberSummary.EventsReceived, site.SubscriberSummary.KeyFramesReceived));
    }

    [SkippableFact]
    public async Task A_signal_ends_an_agent_that_plays_in_real_time_and_has_no_broker()
    {
        await using Site site = Site.WithoutBroker();
        using AgentProcess agent = site.StartAgent(DemoClip.Path, "--speed", "realtime", "--drain-seconds", "1");
        string store = Path.Combine(site.Data, "outbox.db");
        await Eventually.True(() => File.Exists(store), "the store is made", AgentProcess.Deadline.TotalSeconds);
        await agent.SignalAsync("INT");
        AgentResult ended = await agent.WaitForEndAsync(EndsWithin);
        // Nothing may have been recorded yet; then there is nothing to send either.
        Assert.True(ended.ExitCode is ExitCode.Ok or ExitCode.Broker, ended.ToString());
        Assert.True(File.Exists(site.RunSummaryFile), ended.ToString());
    }

    [SkippableFact]
    public async Task A_second_signal_ends_the_sending_too_and_the_records_stay()
    {
        await using Site site = Site.WithoutBroker();
        using AgentProcess agent = site.StartAgent(DemoClip.Short, "--output", site.Folder, "--drain-seconds", "600");
        // The clip is over and the agent waits for a broker when all its records are in the store: nothing else shows it from outside.
        await Eventually.True(() => agent.HasExited || StoredEvents(site) >= 3, "events in the store", AgentProcess.Deadline.TotalSeconds);
        await agent.SignalAsync("INT");
        await agent.SignalAsync("INT");
        AgentResult ended = await agent.WaitForEndAsync(EndsWithin);
        ended.ExpectOneSentence(ExitCode.Broker, "not everything was acknowledged before it was ended", "is kept in");
        Assert.True(site.RunSummary.EventsRecorded >= 3);
    }

    private static long StoredEvents(Site site)
    {
        string store = Path.Combine(site.Data, "outbox.db");
        if (!File.Exists(store)) return 0;
        try
        {
            using SqliteConnection connection = new($"Data Source={store};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM record";
            return (long)command.ExecuteScalar()!;
        }
        catch (SqliteException)
        {
            // It is just being made.
            return 0;
        }
    }

    [SkippableFact]
    public async Task A_signal_ends_a_subscriber_with_its_summary()
    {
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync();
        await subscriber.SignalAsync("INT");
        (await subscriber.WaitForEndAsync(EndsWithin)).Expect(ExitCode.Ok);
        Assert.Equal(
            (0, 0, 0), (site.SubscriberSummary.EventsReceived, site.SubscriberSummary.Gaps, site.SubscriberSummary.Findings.Count));
    }

    [SkippableFact]
    public async Task A_signal_ends_a_subscriber_that_has_no_broker()
    {
        int port = MosquittoBroker.FreePort();
        using AgentProcess subscriber = AgentProcess.Start("subscribe", "--broker", $"127.0.0.1:{port}");
        await subscriber.WaitForErrorAsync("trying again");
        await subscriber.SignalAsync("TERM");
        (await subscriber.WaitForEndAsync(EndsWithin)).Expect(ExitCode.Ok);
    }
}
