using System.ComponentModel;
using System.Diagnostics;

namespace SafeCity.Edge.Native.Tests;

/// <summary>The C compiler of this machine (gcc).</summary>
internal static class CCompiler
{
    /// <summary>Compiles a program, runs it and returns its lines.</summary>
    internal static string[] RunProgram(string source, string folder)
    {
        string program = Path.Combine(folder, "program");
        Compile(source, program);
        return Execute(program, []).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Compiles a library that stands in for a real one.</summary>
    internal static void MakeLibrary(string source, string path) => Compile(source, path, "-shared", "-fPIC");

    private static void Compile(string source, string output, params string[] options)
    {
        string file = output + ".c";
        File.WriteAllText(file, source);
        Execute("gcc", ["-std=gnu11", "-Wall", "-Werror", .. options, "-o", output, file]);
    }

    private static string Execute(string program, string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.Result}");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{program} cannot be started ({e.Message}): run build/setup.sh, which installs it", e);
        }
    }
}
