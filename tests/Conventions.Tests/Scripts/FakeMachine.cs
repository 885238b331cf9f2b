using System.Diagnostics;

namespace SafeCity.Edge.Conventions.Tests.Scripts;

/// <summary>
/// A copy of the build scripts in a folder of its own, with a PATH on which the tools that take long or need a network are small
/// scripts that behave as a test asks: a machine with no network, a full disk or a wrong package, without breaking this one.
/// </summary>
internal sealed class FakeMachine : IDisposable
{
    private static readonly TimeSpan RunTimeout = TimeSpan.FromSeconds(120);

    // What a minimal Debian has; all else is what a test puts there.
    private const string EssentialTools =
        "bash env awk cat chmod cp cut df dirname flock find grep head id ln mkdir mktemp mv paste rm sed sha256sum sort stat tail tar "
        + "touch tr wc xargs";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safecity-edge-setup-");

    /// <summary>A machine on which setup would go through up to the NuGet packages.</summary>
    public FakeMachine()
    {
        foreach (SourceFile file in Repository.Texts("", "build").Concat(Repository.Texts(".json", "models"))) Write(file.Path, file.Text);
        foreach (string tool in EssentialTools.Split(' ')) File.CreateSymbolicLink(Path.Combine(Tools, tool), Which(tool));
        Tool("dotnet", "[[ $1 == --version ]] && echo 10.0.100");
        Tool("node", "[[ $1 == --version ]] && echo v20.1.0");
        Tool("npm", "exit 1");
        Tool("apt-get", "echo 'E: apt-get must not be called here' >&2; exit 100");
        // Every package that is asked for is installed, at the version of Debian 12.
        Tool("dpkg-query", """
            format=$3; shift 3
            for p; do
              case $p in libav*|libsw*) v=7:5.1.9-0+deb12u1 ;; *) v=2.0.11-1.2 ;; esac
              case $format in *Status*) echo "$p ii " ;; *) echo "$p $v" ;; esac
            done
            """);
    }

    private string Tools => _folder.CreateSubdirectory("tools").FullName;

    /// <summary>Puts a bash script into the machine's PATH, in place of what was there.</summary>
    public void Tool(string name, string script)
    {
        string path = Path.Combine(Tools, name);
        File.Delete(path);
        File.WriteAllText(path, $"#!/usr/bin/env bash\n{script}\n");
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("the scripts need a Debian machine");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    /// <summary>Takes a tool away.</summary>
    public void Without(string name) => File.Delete(Path.Combine(Tools, name));

    /// <summary>Writes a file of the project.</summary>
    public void Write(string path, string text)
    {
        string full = Path.Combine(_folder.FullName, "project", path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Runs a script of the project; its exit code and all it said.</summary>
    public (int ExitCode, string Output) Run(string script, params string[] arguments)
    {
        ProcessStartInfo start = new("bash", [Path.Combine(_folder.FullName, "project", script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Tools;
        start.Environment["HOME"] = _folder.CreateSubdirectory("home").FullName;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start");
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(RunTimeout))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} did not end within {RunTimeout.TotalSeconds} s");
        }
        return (process.ExitCode, output.Result + errors.Result);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static string Which(string tool) =>
        new[] { "/usr/bin", "/bin" }.Select(folder => Path.Combine(folder, tool)).First(File.Exists);
}
