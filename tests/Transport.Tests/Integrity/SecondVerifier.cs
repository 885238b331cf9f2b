using System.Diagnostics;

namespace Transport.Tests.Integrity;

/// <summary>The verifier in another language, <c>verify-archive.mjs</c>.</summary>
internal static class SecondVerifier
{
    /// <summary>Checks a folder with the key that lies in it.</summary>
    internal static (int Code, string Said) Run(string folder, params string[] more)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Integrity", "verify-archive.mjs");
        using Process? node = Find() is { } path ? Process.Start(new ProcessStartInfo(path, [script, folder, .. more]) { RedirectStandardOutput = true })
            : null;
        Skip.If(node is null, "Node.js is not installed: apt-get install nodejs");
        string said = node!.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return (node.ExitCode, said);
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "node")).FirstOrDefault(File.Exists);
}
