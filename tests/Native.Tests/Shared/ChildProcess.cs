using System.Diagnostics;
using System.Reflection;

namespace SafeCity.Edge.Native.Tests;

/// <summary>Runs a method of this assembly in a child process: a crash there is a failed assertion here.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs the <see cref="ChildEntryAttribute"/> method with that name; kills it after a minute and fails.</summary>
    /// <param name="entry">The method, as <c>Class.Method</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="programFolder">The folder of the program, when it is a copy of this one.</param>
    internal static async Task<ChildResult> Run(
        string entry, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? programFolder = null)
    {
        string program = Path.Combine(programFolder ?? AppContext.BaseDirectory, "Native.Tests.dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments.Prepend(entry).Prepend(program)) start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"{entry} did not end within {Limit}");
        }
        return new ChildResult(process.ExitCode, await output, await error);
    }

    /// <summary>The other side: finds the method and runs it.</summary>
    internal static int Enter(string[] arguments)
    {
        string[] name = arguments.Length > 0 ? arguments[0].Split('.') : [""];
        MethodInfo? entry = typeof(ChildProcess).Assembly.GetTypes()
            .Where(t => t.Name == name[0])
            .SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .SingleOrDefault(m => m.Name == name[^1] && m.IsDefined(typeof(ChildEntryAttribute)));
        if (entry is null)
        {
            Console.Error.WriteLine($"no child entry {string.Join('.', name)}");
            return 2;
        }
        return entry.CreateDelegate<Func<string[], int>>()(arguments[1..]);
    }
}
