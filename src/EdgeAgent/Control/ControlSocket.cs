using System.Net.Sockets;

namespace SafeCity.Edge.Agent.Control;

/// <summary>Where the agent's socket is, and who is at its other end.</summary>
internal static class ControlSocket
{
    internal const string FileName = "control.sock";

    /// <summary>Bytes of a path in <c>sockaddr_un</c>, without its zero (unix(7)).</summary>
    internal const int PathBytesMax = 107;

    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>The user id of the process at the other end, as the kernel tells it (unix(7), SO_PEERCRED); -1 if it does not.</summary>
    internal static int PeerUser(Socket socket)
    {
        // struct ucred: pid, uid, gid, of 32 bits each.
        Span<byte> credentials = stackalloc byte[12];
        return socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials) == credentials.Length ? BitConverter.ToInt32(credentials[4..8]) : -1;
    }

    /// <summary>The user id of this process (proc(5)).</summary>
    internal static int OwnUser()
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
            if (line.StartsWith("Uid:", StringComparison.Ordinal)) return int.Parse(line.Split('\t')[2], System.Globalization.CultureInfo.InvariantCulture);
        return -1;
    }
}
