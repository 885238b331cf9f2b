using System.Diagnostics;
using System.Globalization;

namespace SafeCity.Edge.Agent.Tests.Sources;

/// <summary>A real RTSP server (GStreamer's) in a process of its own, which can be frozen and thawed like a camera that stalls.</summary>
internal sealed class RtspServer : IDisposable
{
    internal const string Packages = "gir1.2-gst-rtsp-server-1.0 python3-gi gstreamer1.0-plugins-good gstreamer1.0-plugins-bad";

    private const string Python = "/usr/bin/python3"; // Debian's: another Python has no GObject bindings
    private readonly Process _process;

    private RtspServer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    internal int Port { get; }

    /// <summary>Null if the Debian packages are there; else why not, for Skip.If.</summary>
    internal static string? Missing { get; } = FindMissing();

    internal string Url(string userInfo = "", string query = "") =>
        $"rtsp://{userInfo}127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/cam{query}";

    /// <summary>Serves one file as /cam.</summary>
    internal static RtspServer Start(string file, string? credentials = null) =>
        StartAt(0, [file], credentials is null ? [] : ["--credentials", credentials]);

    /// <summary>Serves files as /cam, /cam2 and so on; port 0: a free one.</summary>
    internal static RtspServer StartAt(int port, string[] files, params string[] options)
    {
        Process process = Run([Script(), "--port", port.ToString(CultureInfo.InvariantCulture), .. options, .. files]);
        string? line = process.StandardOutput.ReadLine();
        if (int.TryParse(line, CultureInfo.InvariantCulture, out int bound)) return new RtspServer(process, bound);
        throw new InvalidOperationException($"the RTSP server did not start: {process.StandardError.ReadToEnd()}");
    }

    internal void Freeze() => Signal("-STOP");

    internal void Thaw() => Signal("-CONT");

    public void Dispose()
    {
        _process.Kill(); // by its own id; SIGKILL ends a frozen process too
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Signal(string signal)
    {
        using Process kill = Process.Start("kill", [signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private static string? FindMissing()
    {
        const string Check = """
            import gi
            gi.require_version("GstRtspServer", "1.0")
            from gi.repository import Gst, GstRtspServer
            Gst.init(None)
            assert all(Gst.ElementFactory.find(e) for e in ("matroskademux", "h264parse", "rtph264pay"))
            """;
        if (!File.Exists(Python)) return $"{Python} is missing: apt-get install {Packages}";
        using Process process = Run(["-c", Check]);
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"GStreamer's RTSP server is missing: apt-get install {Packages}";
    }

    private static Process Run(string[] arguments) => Process.Start(new ProcessStartInfo(Python, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    // Copied beside the test assembly: a deterministic build does not know where its sources lie.
    private static string Script() => Path.Combine(AppContext.BaseDirectory, "rtsp_server.py");
}
