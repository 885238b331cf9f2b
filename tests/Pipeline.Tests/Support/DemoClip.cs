using System.Diagnostics;

namespace Pipeline.Tests.Support;

/// <summary>The demo clip that build/setup.sh fetches: 795 frames of 768x576, 10 a second, MPEG-4 in AVI.</summary>
internal static class DemoClip
{
    internal const int Frames = 795;

    private static readonly Lazy<string?> Found = new(Find);
    private static readonly Lazy<string> LazyShort = new(
        () => StartAs(System.IO.Path.Combine(CreateFolder(), "short.avi"), 15, "-c", "copy"));

    /// <summary>The whole clip; skips the test by name when it is not there.</summary>
    internal static string Path
    {
        get
        {
            Skip.If(Found.Value is null, "the demo clip vtest.avi is not in the cache: run build/setup.sh");
            return Found.Value!;
        }
    }

    /// <summary>Its first 15 seconds (150 frames): a few people come and go.</summary>
    internal static string Short => Path is null ? "" : LazyShort.Value;

    /// <summary>Its name, unless the environment says otherwise, as build/steps/clip.sh has it.</summary>
    private static string? Find()
    {
        string home = Environment.GetEnvironmentVariable("HOME") ?? "";
        string? set = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string cache = string.IsNullOrEmpty(set) ? System.IO.Path.Combine(home, ".cache") : set;
        string clip = System.IO.Path.Combine(cache, "safecity-edge", "vtest.avi");
        return File.Exists(clip) ? clip : null;
    }

    /// <summary>Its first seconds in another coding; the options are those of ffmpeg.</summary>
    internal static string StartAs(string file, int seconds, params string[] coding)
    {
        string[] arguments = ["-nostdin", "-loglevel", "error", "-i", Path, "-t", $"{seconds}", .. coding, file];
        using Process process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? file : throw new InvalidOperationException($"ffmpeg could not make {file}: {errors}");
    }

    /// <summary>The short clip several times over in one file.</summary>
    internal static string Repeated(string file, int times)
    {
        string[] arguments = ["-nostdin", "-loglevel", "error", "-stream_loop", $"{times - 1}", "-i", Short, "-c", "copy", file];
        using Process process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? file : throw new InvalidOperationException($"ffmpeg could not make {file}: {errors}");
    }

    private static string CreateFolder()
    {
        string folder = Directory.CreateTempSubdirectory("pipeline-clips-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
