using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Broker;

/// <summary>
/// A real Mosquitto for one test: free port of the loopback, own folder, ended by its process id. It can be killed as by a power cut
/// and started again on the same port.
/// </summary>
internal sealed class MosquittoBroker : IAsyncDisposable
{
    // Debian keeps servers here, which is not in everybody's PATH.
    private static readonly string[] Places =
        ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/bin/mosquitto"];

    private readonly string _program;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("broker-test-");
    private Process? _process;

    private MosquittoBroker(string program, string settings)
    {
        _program = program;
        Port = FreePort();
        File.WriteAllText(SettingsFile, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence false
            user root
            log_dest file {LogFile}
            log_type all
            {settings}

            """);
    }

    /// <summary>The port; stays the same over restarts.</summary>
    internal int Port { get; }

    /// <summary>How to reach it.</summary>
    internal BrokerOptions Options => new() { Host = "127.0.0.1", Port = Port, ConnectTimeout = TimeSpan.FromSeconds(5) };

    /// <summary>What the broker wrote about itself and its clients.</summary>
    internal string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string SettingsFile => Path.Combine(_folder.FullName, "mosquitto.conf");

    private string LogFile => Path.Combine(_folder.FullName, "mosquitto.log");

    /// <summary>A broker that runs. Skips the test by name when Mosquitto is not installed.</summary>
    /// <param name="settings">Further lines of its configuration.</param>
    internal static async Task<MosquittoBroker> StartAsync(string settings = "")
    {
        MosquittoBroker broker = Prepare(settings);
        await broker.StartAgainAsync();
        return broker;
    }

    /// <summary>A broker that does not run yet, but has its port.</summary>
    internal static MosquittoBroker Prepare(string settings = "")
    {
        string? program = Array.Find(Places, File.Exists);
        Skip.If(program is null, "mosquitto is not installed: apt-get install mosquitto");
        return new MosquittoBroker(program!, settings);
    }

    /// <summary>A port of the loopback on which nobody listens.</summary>
    internal static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it, and waits until it takes connections.</summary>
    internal async Task StartAgainAsync()
    {
        ProcessStartInfo start = new(_program) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(SettingsFile);
        _process = Process.Start(start)!;
        await Eventually.True(() => _process.HasExited || Answers(), "the broker takes connections");
        if (_process.HasExited)
            Assert.Fail($"mosquitto ended with {_process.ExitCode}: {await _process.StandardError.ReadToEndAsync()} {Log}");
    }

    /// <summary>SIGKILL: no farewell to anybody, nothing saved.</summary>
    internal async Task KillAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }

    private bool Answers()
    {
        try
        {
            using TcpClient client = new();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
