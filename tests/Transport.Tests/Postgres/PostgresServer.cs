using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Transport.Tests.Outbox;

namespace Transport.Tests.Postgres;

/// <summary>A PostgreSQL server of its own in a temporary folder, on a free port of the loopback.</summary>
public sealed class PostgresServer : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Process? _server;

    /// <summary>Why there is none; null when it runs.</summary>
    internal string? Missing { get; private set; }

    internal int Port { get; private set; }

    internal string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres;Max Auto Prepare=20;Include Error Detail=true";

    internal NpgsqlDataSource Connect() => NpgsqlDataSource.Create(ConnectionString);

    public async Task InitializeAsync()
    {
        string? programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).FirstOrDefault(Directory.Exists)
            : null;
        if (programs is null)
        {
            Missing = "PostgreSQL is not installed: apt-get install postgresql-15";
            return;
        }
        Port = FreePort();
        // PostgreSQL refuses to run as root; Debian's package makes the user.
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres", _folder.Path);
        await RunAsync([.. AsUser(), Path.Combine(programs, "initdb"), "--auth=trust", "--username=postgres", "--pgdata", Data]);
        _server = Process.Start(Info(
        [
            .. AsUser(), Path.Combine(programs, "postgres"), "-D", Data, "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture),
            "-k", _folder.Path,
        ]));
        await Wait.UntilAsync(Answers, "PostgreSQL answers");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        if (_server is not null)
        {
            _server.Kill(entireProcessTree: true);
            _server.WaitForExit();
            _server.Dispose();
        }
        _folder.Dispose();
    }

    private string Data => _folder.File("data");

    private static string[] AsUser() => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private bool Answers()
    {
        try
        {
            using NpgsqlConnection connection = new(ConnectionString + ";Pooling=false");
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static ProcessStartInfo Info(string[] words) => new(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static async Task RunAsync(params string[] words)
    {
        using Process process = Process.Start(Info(words))!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', words)}: {await output}{await errors}");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
