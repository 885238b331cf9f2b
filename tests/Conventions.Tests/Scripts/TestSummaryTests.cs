using System.Diagnostics;

namespace SafeCity.Edge.Conventions.Tests.Scripts;

/// <summary>The last line of build/check.sh counts what happened, above all when a test host did not end as it should.</summary>
public sealed class TestSummaryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safecity-edge-summary-");

    [Fact]
    public void Sums_are_taken_over_all_projects()
    {
        (int exitCode, string[] lines) = Summarise(
            ("Conventions.Tests", 0, Trx("Completed", Result("A_is_b", "Passed"), Result("C_is_d", "Passed"))),
            ("Native.Tests", 0, Trx("Completed", Result("E_is_f", "Passed"), Result("G_is_h", "NotExecuted", "no weights: run setup"))));
        Assert.Equal("3 passed, 0 failed, 1 skipped", lines[^1]);
        Assert.Contains("  Native.Tests: G_is_h: no weights: run setup", lines);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void A_failed_test_is_named_with_its_message()
    {
        string failed = Result("C_is_d(x: &quot;&lt;&gt;&quot;)", "Failed", "Assert.Equal() &lt;1&gt;");
        (int exitCode, string[] lines) = Summarise(("Native.Tests", 1, Trx("Failed", Result("A_is_b", "Passed"), failed)));
        Assert.Equal("1 passed, 1 failed, 0 skipped", lines[^1]);
        Assert.Contains("  Native.Tests: C_is_d(x: \"<>\"): Assert.Equal() <1>", lines);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData("Aborted")]
    [InlineData("Error")]
    public void A_host_that_crashed_counts_as_a_failure(string outcome)
    {
        (int exitCode, string[] lines) = Summarise(("Native.Tests", 1, Trx(outcome, Result("A_is_b", "Passed"))));
        Assert.Equal("1 passed, 1 failed, 0 skipped", lines[^1]);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public void A_host_that_ended_badly_after_its_tests_counts_as_a_failure()
    {
        (_, string[] lines) = Summarise(("Native.Tests", 134, Trx("Completed", Result("A_is_b", "Passed"))));
        Assert.Equal("1 passed, 1 failed, 0 skipped", lines[^1]);
    }

    [Fact]
    public void A_result_file_that_was_cut_counts_as_a_failure()
    {
        (_, string[] lines) = Summarise(("Native.Tests", 0, Trx("Completed", Result("A_is_b", "Passed"))[..^12]));
        Assert.Equal("1 passed, 1 failed, 0 skipped", lines[^1]);
    }

    [Fact]
    public void A_project_whose_tests_did_not_run_counts_as_a_failure()
    {
        (int exitCode, string[] lines) = Summarise(
            ("Conventions.Tests", 0, Trx("Completed")),
            ("Native.Tests", 0, Trx("Completed", Result("A_is_b", "Passed"))),
            ("Other.Tests", 124, null));
        Assert.Equal("1 passed, 2 failed, 0 skipped", lines[^1]);
        Assert.Contains(lines, l => l.Contains("time is up", StringComparison.Ordinal));
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public void A_run_in_which_everything_was_skipped_is_a_failure() =>
        Assert.Equal(1, Summarise(("Native.Tests", 0, Trx("Completed", Result("A_is_b", "NotExecuted", "reason")))).ExitCode);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private (int ExitCode, string[] Lines) Summarise(params (string Project, int Code, string? Trx)[] runs)
    {
        string list = Path.Combine(_folder.FullName, "runs.tsv");
        File.WriteAllText(list, "");
        foreach ((string project, int code, string? trx) in runs)
        {
            string file = Path.Combine(_folder.FullName, project + ".trx");
            if (trx is not null) File.WriteAllText(file, trx);
            File.AppendAllText(list, $"{project}\t{code}\t{file}\n");
        }
        ProcessStartInfo start = new("node", [Repository.FullPath("build/test-summary.mjs"), list, "0"]) { RedirectStandardOutput = true };
        using Process node = Process.Start(start) ?? throw new InvalidOperationException("node did not start");
        string output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return (node.ExitCode, output.TrimEnd('\n').Split('\n'));
    }

    private static string Result(string name, string outcome, string? message = null) => message is null
        ? $"<UnitTestResult testName=\"{name}\" outcome=\"{outcome}\" />"
        : $"<UnitTestResult testName=\"{name}\" outcome=\"{outcome}\">"
            + $"<Output><ErrorInfo><Message>{message}</Message></ErrorInfo></Output></UnitTestResult>";

    private static string Trx(string outcome, params string[] results) =>
        $"<TestRun><Results>{string.Concat(results)}</Results><ResultSummary outcome=\"{outcome}\"><Counters /></ResultSummary></TestRun>";
}
