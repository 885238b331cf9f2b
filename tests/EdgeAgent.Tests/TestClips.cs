using System.Collections.Concurrent;
using System.Diagnostics;

namespace SafeCity.Edge.Agent.Tests;

/// <summary>Small clips that Debian's ffmpeg makes at test time, once a run each, in a folder that goes away with the process.</summary>
internal static class TestClips
{
    private static readonly Lazy<string> LazyFolder = new(CreateFolder);
    private static readonly ConcurrentDictionary<string, Lazy<string>> Made = new(StringComparer.Ordinal);

    /// <summary>This run's folder.</summary>
    internal static string Folder => LazyFolder.Value;

    /// <summary>A moving test picture: 20 frames of 320x240 at 10 a second, H.264, one key frame every 10.</summary>
    internal static string H264Mp4 =>
        Make("plain.mp4", "testsrc2=size=320x240:rate=10:duration=2", "-c:v libx264 -pix_fmt yuv420p -g 10 -bf 2");

    /// <summary>Makes a clip from an ffmpeg test source, or returns the one made before.</summary>
    /// <param name="name">File name; the extension chooses the container.</param>
    /// <param name="pattern">A source of lavfi.</param>
    /// <param name="encoding">Arguments for the encoder, separated by single spaces.</param>
    internal static string Make(string name, string pattern, string encoding) => Made.GetOrAdd(
        name, _ => new Lazy<string>(() => Run(name, ["-f", "lavfi", "-i", pattern, .. encoding.Split(' ')]))).Value;

    /// <summary>Makes a clip from another, or returns the one made before.</summary>
    /// <param name="name">File name; the extension chooses the container.</param>
    /// <param name="path">What it is made from.</param>
    /// <param name="arguments">Of ffmpeg, separated by single spaces.</param>
    internal static string MakeFrom(string name, string path, string arguments) => Made.GetOrAdd(
        name, _ => new Lazy<string>(() => Run(name, ["-i", path, .. arguments.Split(' ')]))).Value;

    /// <summary>Writes bytes under a name.</summary>
    internal static string Write(string name, ReadOnlySpan<byte> bytes)
    {
        string path = Path.Combine(Folder, $"{Guid.NewGuid():N}-{name}");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Run(string name, string[] arguments)
    {
        string path = Path.Combine(Folder, name);
        ProcessStartInfo start = new("ffmpeg") { RedirectStandardError = true, RedirectStandardInput = true };
        string[] all = ["-hide_banner", "-nostdin", "-loglevel", "error", "-y", .. arguments, path];
        foreach (string argument in all) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? path : throw new InvalidOperationException($"ffmpeg could not make {name}: {errors}");
    }

    private static string CreateFolder()
    {
        string folder = Directory.CreateTempSubdirectory("safecity-clips-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
