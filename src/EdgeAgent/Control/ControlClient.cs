using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace SafeCity.Edge.Agent.Control;

/// <summary>Asks a running agent over its socket.</summary>
internal static class ControlClient
{
    /// <summary>One question, one answer.</summary>
    /// <exception cref="ControlException">No agent runs there, or it refuses; says what to do.</exception>
    internal static async Task<JsonObject> AskAsync(string path, JsonObject request, CancellationToken stop)
    {
        await foreach (JsonObject answer in ListenAsync(path, request, stop)) return answer;
        throw new ControlException("the agent ended without an answer: see its log");
    }

    /// <summary>One question, answers until the agent or the caller ends it.</summary>
    /// <exception cref="ControlException">As <see cref="AskAsync"/>.</exception>
    internal static async IAsyncEnumerable<JsonObject> ListenAsync(
        string path, JsonObject request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        using Socket socket = await ConnectAsync(path, stop);
        using NetworkStream stream = new(socket);
        using StreamReader reader = new(stream, Encoding.UTF8);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToJsonString() + "\n"), stop);
        while (await ReadLineAsync(reader, stop) is { } line)
        {
            JsonObject answer = JsonNode.Parse(line)!.AsObject();
            if ((string?)answer["error"] is { } error) throw new ControlException(error);
            yield return answer;
        }
    }

    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken stop)
    {
        try
        {
            return await reader.ReadLineAsync(stop);
        }
        catch (IOException)
        {
            // The agent has ended: that is the end of what it has to say.
            return null;
        }
    }

    private static async Task<Socket> ConnectAsync(string path, CancellationToken stop)
    {
        if (Encoding.UTF8.GetByteCount(path) > ControlSocket.PathBytesMax) throw new ControlException($"{path} is too long for a socket: name another with --socket");
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ControlException(e.SocketErrorCode == SocketError.AccessDenied
                ? $"you may not ask the agent at {path}: use 'sudo', or be the agent's user"
                : $"no agent answers at {path}: start it with 'safecity-edge run' or 'systemctl start safecity-edge', or name its settings with --config or its folder with --data");
        }
    }
}
