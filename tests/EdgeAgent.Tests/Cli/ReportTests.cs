using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Pipeline;
using Spectre.Console;

namespace SafeCity.Edge.Agent.Tests.Cli;

public sealed class ReportTests
{
    private static readonly SubscriberSummary Received =
        new() { EventsReceived = 9, KeyFramesReceived = 8, Duplicates = 3, Gaps = 0, Findings = [] };

    [Fact]
    public void Duplicates_do_not_make_a_run_incomplete() => Assert.True(ReportCommand.IsWhole(Recorded(), Received));

    [Fact]
    public void What_an_earlier_run_had_left_does_not_make_a_run_incomplete() =>
        Assert.True(ReportCommand.IsWhole(Recorded(), Received with { EventsReceived = 12, KeyFramesReceived = 11 }));

    [Fact]
    public void A_run_is_whole_only_if_all_of_it_came_without_gap_and_finding()
    {
        Assert.False(ReportCommand.IsWhole(Recorded(), Received with { EventsReceived = 8 }));
        Assert.False(ReportCommand.IsWhole(Recorded(), Received with { KeyFramesReceived = 7 }));
        Assert.False(ReportCommand.IsWhole(Recorded(), Received with { Gaps = 1 }));
        Assert.False(ReportCommand.IsWhole(Recorded(), Received with { Findings = ["the picture x was altered"] }));
    }

    [Fact]
    public void The_table_shows_both_sides_and_the_verdict()
    {
        string text = Show(Recorded(), Received with { KeyFrames = "keyframes" });
        Assert.Contains("9 recorded, 9 acknowledged, 9 received", text, StringComparison.Ordinal);
        Assert.Contains("8 recorded, 8 acknowledged, 8 received", text, StringComparison.Ordinal);
        Assert.Contains("dropped: 2 detector busy", text, StringComparison.Ordinal);
        Assert.Contains("0 (3 duplicates dropped)", text, StringComparison.Ordinal);
        Assert.Contains("Everything recorded was received, in order and unaltered.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("source faults", text, StringComparison.Ordinal);
        Assert.DoesNotContain("main stream", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_of_the_main_stream_is_in_the_table()
    {
        RunSummary run = Recorded() with { MainPictures = new Dictionary<string, long> { ["decoded"] = 7, ["away"] = 0, ["notYet"] = 2 } };
        Assert.Contains("pictures for key frames: 7 decoded, 2 notYet", Show(run, Received), StringComparison.Ordinal);
    }

    [Fact]
    public void What_went_wrong_is_in_the_table()
    {
        RunSummary run = Recorded() with { PacketErrors = 4, Reconnects = 2, FactsFailed = 1 };
        string text = Show(run, Received with { Gaps = 1, Findings = ["the picture x was altered"] });
        Assert.Contains("4 damaged packets, 2 reconnects", text, StringComparison.Ordinal);
        Assert.Contains("1 facts: the store refused them", text, StringComparison.Ordinal);
        Assert.Contains("finding: the picture x was altered", text, StringComparison.Ordinal);
        Assert.Contains("NOT everything recorded was received", text, StringComparison.Ordinal);
    }

    private static string Show(RunSummary run, SubscriberSummary received)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        ReportCommand.Show(console, run, received);
        return text.ToString();
    }

    private static RunSummary Recorded() => new()
    {
        Source = "clip.avi",
        Model = "centernet",
        FramesDecoded = 100,
        FramesAnalysed = 98,
        FramesDropped = new Dictionary<string, long> { ["detector busy"] = 2, ["stopped"] = 0 },
        PacketErrors = 0,
        Reconnects = 0,
        FramesIdle = 0,
        PacketsSkipped = 0,
        ModelRuns = new Dictionary<string, long> { ["centernet"] = 98 },
        Seconds = 10,
        FramesPerSecond = 9.8,
        MillisecondsByStage = new Dictionary<string, double> { ["decode"] = 1.5 },
        Tracks = 9,
        EventsRecorded = 9,
        EventsAcknowledged = 9,
        KeyFramesRecorded = 8,
        KeyFramesAcknowledged = 8,
        FactsFailed = 0,
        CpuSeconds = 3,
        PeakMemoryBytes = 100 << 20,
        ManagedBytesPerFrame = 900,
        ManagedBytesPerFact = 20_000,
        ProcessBytesPerFrame = 1400,
        Cameras = [],
    };
}
