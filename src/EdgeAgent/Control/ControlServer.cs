using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Control;

/// <summary>
/// The agent's end of the local socket: one line of JSON asks, lines of JSON answer. Only root and the agent's own user are heard, by the
/// kernel's word (peer credentials), and the socket's file is theirs alone. At most <see cref="ConnectionsMax"/> at once; one more is told so.
/// </summary>
internal sealed class ControlServer : IAsyncDisposable
{
    internal const int ConnectionsMax = 16;
    private const int RequestBytesMax = 4096;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(5);

    private readonly Socket _listener;
    private readonly string _path;
    private readonly IControlTarget _target;
    private readonly TimeProvider _time;
    private readonly int _user;
    private readonly SemaphoreSlim _places = new(ConnectionsMax, ConnectionsMax);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private ControlServer(Socket listener, string path, IControlTarget target, TimeProvider time, int? user)
    {
        _listener = listener;
        _path = path;
        _target = target;
        _time = time;
        _user = user ?? ControlSocket.OwnUser();
        _accepting = AcceptAsync();
    }

    /// <summary>Listens.</summary>
    /// <param name="path">The socket's file; one that was left behind is replaced.</param>
    /// <param name="target">Answers.</param>
    /// <param name="time">For time-outs.</param>
    /// <param name="user">Who is heard besides root; null: the user of this process.</param>
    /// <exception cref="IOException">There is no room for the file, or its path is too long.</exception>
    internal static ControlServer Open(string path, IControlTarget target, TimeProvider time, int? user = null)
    {
        if (Encoding.UTF8.GetByteCount(path) > ControlSocket.PathBytesMax)
            throw new IOException($"the path of the control socket is longer than {ControlSocket.PathBytesMax} bytes ({path}): name a shorter one with 'control: {{socket: PATH}}' in the settings.");
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // The store's lock makes sure that no other agent works on this folder.
            File.Delete(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(ConnectionsMax);
            return new ControlServer(socket, path, target, time, user);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"the control socket {path} cannot be opened ({e.Message}).", e);
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Socket peer = await _listener.AcceptAsync(_stop.Token);
                _ = ServeAsync(peer);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // Somebody who left before being answered, or no descriptor free: the next may fare better.
                await Task.Delay(TimeSpan.FromSeconds(1), _time, CancellationToken.None);
            }
        }
    }

    private async Task ServeAsync(Socket peer)
    {
        using NetworkStream stream = new(peer, ownsSocket: true);
        bool placed = false;
        try
        {
            placed = _places.Wait(0, CancellationToken.None);
            int user = ControlSocket.PeerUser(peer);
            // What was asked is read in any case: the answer of a socket that is closed with unread bytes may be lost.
            string line = placed ? await ReadLineAsync(stream) : "";
            if (!placed) await FailAsync(stream, "too many ask at once: try again in a moment");
            else if (user != 0 && user != _user) await FailAsync(stream, "you may not ask this agent: use 'sudo'");
            else await AnswerAsync(stream, line);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Who asked has left, or the agent ends: nobody waits for the answer.
        }
        finally
        {
            if (placed) _places.Release();
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string line)
    {
        string? verb;
        JsonObject? request;
        try
        {
            request = JsonNode.Parse(line) as JsonObject;
            verb = (string?)request?["verb"];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            await FailAsync(stream, "the request is no line of JSON");
            return;
        }
        try
        {
            await DispatchAsync(stream, verb, request ?? []);
        }
        catch (SettingsException e)
        {
            await SendAsync(stream, new JsonObject { ["error"] = e.Message, ["faults"] = new JsonArray([.. e.Faults.Select(f => (JsonNode?)f.ToString())]) });
        }
        catch (Exception e) when (e is FormatException or TimeoutException or InvalidOperationException or Sources.VideoSourceException or Transport.Outbox.OutboxException)
        {
            await FailAsync(stream, e.Message);
        }
    }

    private async Task DispatchAsync(NetworkStream stream, string? verb, JsonObject request)
    {
        string? camera = (string?)request["camera"];
        switch (verb)
        {
            case "status":
                await SendAsync(stream, JsonSerializer.SerializeToNode(_target.Status(), AgentStatusJson.Default.AgentStatus)!);
                break;
            case "snapshot":
                byte[] jpeg = await _target.SnapshotAsync(camera, (bool?)request["overlay"] ?? false, _stop.Token);
                await SendAsync(stream, new JsonObject { ["jpeg"] = Convert.ToBase64String(jpeg) });
                break;
            case "apply":
                await SendAsync(stream, await _target.ApplyAsync());
                break;
            case "test-alarm":
                await SendAsync(stream, new JsonObject { ["id"] = await _target.TestAlarmAsync(camera) });
                break;
            case "tail":
                await SendAsync(stream, new JsonObject { ["listening"] = true });
                await foreach (CommittedFact fact in _target.Events(_stop.Token)) await SendAsync(stream, FactText.ToJson(fact));
                break;
            default:
                await FailAsync(stream, $"this agent knows no '{verb}': its version may be another than that of the command");
                break;
        }
    }

    private async Task<string> ReadLineAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[RequestBytesMax];
        int count = 0;
        using CancellationTokenSource late = new(RequestTimeout, _time);
        while (count < buffer.Length)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(count), late.Token);
            if (read == 0) break;
            count += read;
            int end = buffer.AsSpan(0, count).IndexOf((byte)'\n');
            if (end >= 0) return Encoding.UTF8.GetString(buffer, 0, end);
        }
        return "";
    }

    private Task FailAsync(NetworkStream stream, string sentence) => SendAsync(stream, new JsonObject { ["error"] = sentence });

    private async Task SendAsync(NetworkStream stream, JsonNode answer)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        late.CancelAfter(RequestTimeout);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer.ToJsonString() + "\n"), late.Token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        File.Delete(_path);
        _stop.Dispose();
    }
}
