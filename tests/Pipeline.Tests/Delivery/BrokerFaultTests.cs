using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Transport.Contract;

namespace Pipeline.Tests.Delivery;

/// <summary>Brokers that die, that come late and that never come.</summary>
public sealed class BrokerFaultTests
{
    [SkippableFact]
    public async Task A_broker_killed_three_times_during_a_run_costs_no_record_no_order_and_no_duplicate()
    {
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        // Slow enough that the agent is at work at each of the three deaths.
        using AgentProcess agent = site.StartAgent(DemoClip.Path, "--model", ModelOptions.DefaultModel, "--drain-seconds", "90");
        foreach (int events in new[] { 2, 5, 9 })
        {
            await subscriber.WaitForOutputAsync(events);
            Assert.False(agent.HasExited, $"the agent had ended before the broker was killed: {agent}");
            await site.Broker.KillAsync();
            await site.Broker.StartAgainAsync();
        }
        (await agent.WaitForEndAsync()).Expect(ExitCode.Ok);
        AgentResult received = (await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok);

        IReadOnlyList<CloudEvent> delivered = Site.Events(received);
        Assert.Equal(Enumerable.Range(1, (int)site.RunSummary.EventsRecorded), WholePathTests.SequencesOf(delivered));
        Assert.Equal(site.RunSummary.EventsRecorded, site.RunSummary.EventsAcknowledged);
        Assert.Equal((site.RunSummary.KeyFramesRecorded, 0L), (site.SubscriberSummary.KeyFramesReceived, site.SubscriberSummary.Gaps));
        (await AgentProcess.RunAsync("report", site.RunSummaryFile, site.SubscriberSummaryFile)).Expect(ExitCode.Ok);
    }

    [SkippableFact]
    public async Task Without_a_broker_the_records_wait_and_the_next_run_delivers_those_of_both()
    {
        await using Site site = Site.WithoutBroker();
        AgentResult alone = await site.RunAgentAsync(DemoClip.Short, "--drain-seconds", "1");
        alone.ExpectOneSentence(
            ExitCode.Broker, "not everything was acknowledged within 1 s", "127.0.0.1", "is kept in", "sent by the next run");
        long first = site.RunSummary.EventsRecorded;
        Assert.True(first > 0, "the short clip gives events");
        Assert.Equal(0, site.RunSummary.EventsAcknowledged);

        await site.Broker.StartAgainAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        AgentResult second = (await site.RunAgentAsync(DemoClip.Short)).Expect(ExitCode.Ok);
        Assert.Contains(
            $"{first} events and {first} key frames of an earlier run are still to be sent", second.Said, StringComparison.Ordinal);
        IReadOnlyList<CloudEvent> events = Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));
        Assert.Equal(Enumerable.Range(1, (int)(first + site.RunSummary.EventsRecorded)), WholePathTests.SequencesOf(events));
        Assert.Equal(events.Count, site.SubscriberSummary.KeyFramesReceived);
        (await AgentProcess.RunAsync("report", site.RunSummaryFile, site.SubscriberSummaryFile)).Expect(ExitCode.Ok);
    }

    [SkippableFact]
    public async Task A_broker_that_comes_late_gets_everything()
    {
        await using Site site = Site.WithoutBroker();
        using AgentProcess agent = site.StartAgent(DemoClip.Short, "--drain-seconds", "90");
        using AgentProcess subscriber = AgentProcess.Start(
            "subscribe", "--broker", $"127.0.0.1:{site.Broker.Port}", "--json", "--until-offline",
            "--from-start", "--summary", site.SubscriberSummaryFile);
        await subscriber.WaitForErrorAsync("trying again");
        await site.Broker.StartAgainAsync();
        (await agent.WaitForEndAsync()).Expect(ExitCode.Ok);
        IReadOnlyList<CloudEvent> events = Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));
        Assert.Equal(Enumerable.Range(1, (int)site.RunSummary.EventsRecorded), WholePathTests.SequencesOf(events));
        Assert.Equal(site.RunSummary.EventsRecorded, site.RunSummary.EventsAcknowledged);
    }

    [SkippableFact]
    public async Task An_agent_killed_in_the_middle_loses_nothing_recorded_and_uses_no_number_twice()
    {
        await using Site site = await Site.OpenAsync();
        using AgentProcess subscriber = await site.SubscribeAsync("--from-start");
        using (AgentProcess agent = site.StartAgent(DemoClip.Path, "--model", ModelOptions.DefaultModel))
        {
            await subscriber.WaitForOutputAsync(3);
            Assert.False(agent.HasExited, "the agent had ended before it was killed");
            await agent.KillAsync();
        }
        (await site.RunAgentAsync(DemoClip.Short)).Expect(ExitCode.Ok);
        IReadOnlyList<CloudEvent> events = Site.Events((await subscriber.WaitForEndAsync()).Expect(ExitCode.Ok));
        Assert.Equal(Enumerable.Range(1, events.Count), WholePathTests.SequencesOf(events));
        Assert.Equal([1L, 2L], events.Select(e => e.Data.Boot!.Value).Distinct());
        Assert.Equal(events.Count(e => e.Data.Boot == 2), site.RunSummary.EventsRecorded);
        Assert.Equal((0, 0), (site.SubscriberSummary.Gaps, site.SubscriberSummary.Findings.Count));
    }
}
