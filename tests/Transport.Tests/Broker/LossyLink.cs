using System.Net;
using System.Net.Sockets;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Broker;

/// <summary>
/// A link to a broker that loses: it takes out a share of the PUBACKs on their way to the client, and cuts connections at random after some
/// packets. As much of MQTT as packet boundaries need.
/// </summary>
internal sealed class LossyLink : IAsyncDisposable
{
    private const int PubAck = 4;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly BrokerOptions _broker;
    private readonly (double LostShare, int PacketsBetweenCuts) _faults;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private readonly Task _serving;

    internal LossyLink(BrokerOptions broker, double lostShare, int packetsBetweenCuts, int seed)
    {
        (_broker, _faults, _random) = (broker, (lostShare, packetsBetweenCuts), new Random(seed));
        _listener.Start();
        _serving = ServeAsync();
    }

    internal BrokerOptions Options => _broker with { Port = ((IPEndPoint)_listener.LocalEndpoint).Port };

    /// <summary>PUBACKs that were taken out.</summary>
    internal int Lost { get; private set; }

    internal int Cuts { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> links = [];
        try
        {
            while (true) links.Add(LinkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(links);
        }
    }

    private async Task LinkAsync(TcpClient client)
    {
        using TcpClient broker = new() { NoDelay = true };
        using (client)
        {
            try
            {
                await broker.ConnectAsync(_broker.Host, _broker.Port, _end.Token);
                (NetworkStream near, NetworkStream far) = (client.GetStream(), broker.GetStream());
                Task up = near.CopyToAsync(far, _end.Token), down = FilterAsync(far, near);
                await await Task.WhenAny(up, down);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // One of the two is gone, or the test is over.
            }
        }
    }

    private async Task FilterAsync(NetworkStream from, NetworkStream to)
    {
        for (int left = Next(); left > 0; left--)
        {
            byte[] packet = await PacketAsync(from);
            if (packet[0] >> 4 == PubAck && IsLost()) continue;
            await to.WriteAsync(packet, _end.Token);
        }
        lock (_gate) Cuts++;
    }

    private int Next()
    {
        lock (_gate) return _faults.PacketsBetweenCuts == 0 ? int.MaxValue : _random.Next(_faults.PacketsBetweenCuts, 2 * _faults.PacketsBetweenCuts);
    }

    private bool IsLost()
    {
        lock (_gate)
        {
            bool lost = _random.NextDouble() < _faults.LostShare;
            if (lost) Lost++;
            return lost;
        }
    }

    private async Task<byte[]> PacketAsync(NetworkStream from)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        int length = 0;
        do
        {
            await from.ReadExactlyAsync(one, _end.Token);
            head.Add(one[0]);
            if (head.Count > 1) length |= (one[0] & 127) << (7 * (head.Count - 2));
        }
        while (head.Count == 1 || one[0] >= 128);
        byte[] packet = new byte[head.Count + length];
        head.CopyTo(packet);
        await from.ReadExactlyAsync(packet.AsMemory(head.Count), _end.Token);
        return packet;
    }
}
