using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Transport.Tests.Broker;

namespace Pipeline.Tests.Support;

/// <summary>
/// The agent's program as a process of its own, the one that was built with these tests. Its output is read line by line while it
/// runs. Ended by its process id when it is disposed; nothing waits longer than its deadline.
/// </summary>
internal sealed class AgentProcess : IDisposable
{
    /// <summary>Nothing here may take longer, on a machine that does much else at the same time.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly string _commandLine;

    private AgentProcess(ProcessStartInfo start)
    {
        _commandLine = $"{start.FileName} {string.Join(' ', start.ArgumentList)}";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Lines of its standard output so far.</summary>
    internal IReadOnlyCollection<string> Output => _output;

    /// <summary>Lines of its standard error so far.</summary>
    internal IReadOnlyCollection<string> Errors => _errors;

    internal bool HasExited => _process.HasExited;

    /// <summary>Starts a verb.</summary>
    internal static AgentProcess Start(params string[] arguments) => Start(new AgentSurroundings(), arguments);

    /// <summary>Starts a verb in other surroundings than these tests' own.</summary>
    internal static AgentProcess Start(AgentSurroundings surroundings, params string[] arguments)
    {
        ProcessStartInfo start = new(surroundings.Launcher is [var program, ..] ? program : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = surroundings.Folder ?? Path.GetTempPath(),
        };
        foreach (string word in surroundings.Launcher.Skip(1)) start.ArgumentList.Add(word);
        if (surroundings.Launcher.Count > 0) start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Path.Combine(surroundings.ProgramFolder ?? AppContext.BaseDirectory, "safecity-edge.dll"));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        if (surroundings.NativeFolder is { } native) start.Environment["SAFECITY_EDGE_NATIVE_DIR"] = native;
        return new AgentProcess(start);
    }

    /// <summary>Runs a verb to its end.</summary>
    internal static Task<AgentResult> RunAsync(params string[] arguments) => RunAsync(new AgentSurroundings(), arguments);

    /// <summary>Runs a verb to its end in other surroundings.</summary>
    internal static async Task<AgentResult> RunAsync(AgentSurroundings surroundings, params string[] arguments)
    {
        using AgentProcess agent = Start(surroundings, arguments);
        return await agent.WaitForEndAsync();
    }

    /// <summary>Waits for the end. Fails the test, with all that was said, when it does not come.</summary>
    internal async Task<AgentResult> WaitForEndAsync(TimeSpan? within = null)
    {
        using CancellationTokenSource deadline = new(within ?? Deadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"did not end within {within ?? Deadline}: {this}");
        }
        return new AgentResult(_commandLine, _process.ExitCode, [.. _output], [.. _errors]);
    }

    /// <summary>Waits until so many lines were printed; fails when the process ends before.</summary>
    internal async Task WaitForOutputAsync(int lines)
    {
        await Eventually.True(
            () => _output.Count >= lines || _process.HasExited, $"{lines} lines of {_commandLine}", Deadline.TotalSeconds);
        Assert.True(_output.Count >= lines, $"ended before it printed {lines} lines: {this}");
    }

    /// <summary>Waits until a line of standard error holds a text.</summary>
    internal async Task WaitForErrorAsync(string text)
    {
        bool Said() => _errors.Any(e => e.Contains(text, StringComparison.Ordinal));
        await Eventually.True(() => Said() || _process.HasExited, $"'{text}' of {_commandLine}", Deadline.TotalSeconds);
        Assert.True(Said(), $"ended before it said '{text}': {this}");
    }

    /// <summary>SIGKILL: nothing is tidied up.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Sends a signal by its name: <c>INT</c> is Ctrl-C, <c>TERM</c> is what a service manager sends.</summary>
    internal async Task SignalAsync(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public override string ToString() =>
        $"{_commandLine}\n{string.Join('\n', _errors)}\n{string.Join('\n', _output.TakeLast(20))}";

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Add(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }
}
