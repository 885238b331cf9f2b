using System.Net.Sockets;
using System.Text;

namespace SafeCity.Edge.Agent.Health;

/// <summary>Tells the service manager how it goes (sd_notify(3)): a datagram to the socket that it named. Without one nothing is sent.</summary>
internal sealed class ServiceNotifier : IDisposable
{
    private readonly Socket? _socket;

    /// <summary>Takes what stands in <c>NOTIFY_SOCKET</c>: a path, or '@' and an abstract name; null for none.</summary>
    internal ServiceNotifier(string? address)
    {
        if (string.IsNullOrEmpty(address)) return;
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            _socket.Connect(new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address));
        }
        catch (SocketException)
        {
            // A service manager that is not there cannot be told.
            _socket.Dispose();
            _socket = null;
        }
    }

    internal void Ready() => Send("READY=1");

    internal void Alive() => Send("WATCHDOG=1");

    internal void Stopping() => Send("STOPPING=1");

    /// <summary>One line for <c>systemctl status</c>.</summary>
    internal void Status(string sentence) => Send("STATUS=" + sentence.ReplaceLineEndings(" "));

    private void Send(string message)
    {
        try
        {
            _socket?.Send(Encoding.UTF8.GetBytes(message));
        }
        catch (SocketException)
        {
            // The next one may get through; if none does, the service manager acts.
        }
    }

    /// <inheritdoc />
    public void Dispose() => _socket?.Dispose();
}
