using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Broker;

/// <summary>
/// A broker that answers publications as a test tells it to: reasons that Mosquitto gives only in rare states, or nothing at all.
/// As much of MQTT 5 as our client uses; QoS 0 and 1, no delivery.
/// </summary>
internal sealed class RudeBroker : IAsyncDisposable
{
    /// <summary>Instead of a reason: close with DISCONNECT 0x8E (session taken over).</summary>
    internal const int TakeOver = -1;

    /// <summary>Instead of a reason: no answer.</summary>
    internal const int Silence = -2;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, byte[], int> _answer;
    private readonly ConcurrentQueue<(string Topic, byte[] Payload)> _published = new();
    private readonly Task _serving;
    private int _connections;

    /// <param name="answer">From topic and payload to a PUBACK's reason.</param>
    internal RudeBroker(Func<string, byte[], int> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    internal BrokerOptions Options => new() { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port };

    internal int Connections => _connections;

    /// <summary>What was published, in order, over all connections.</summary>
    internal IReadOnlyList<(string Topic, byte[] Payload)> Published => [.. _published];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> clients = [];
        try
        {
            while (true) clients.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            try
            {
                while (await AnswerAsync(stream))
                {
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client is gone, or the test is over.
            }
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream)
    {
        byte[] first = new byte[1];
        await stream.ReadExactlyAsync(first, _end.Token);
        byte[] body = new byte[await LengthAsync(stream)];
        await stream.ReadExactlyAsync(body, _end.Token);
        switch (first[0] >> 4)
        {
            case 1: // CONNECT
                Interlocked.Increment(ref _connections);
                await stream.WriteAsync(new byte[] { 0x20, 3, 0, 0, 0 }, _end.Token);
                return true;
            case 8: // SUBSCRIBE: id, empty properties; each filter has two bytes of length, itself, one of options
                int filters = 0;
                for (int i = 3; i < body.Length; i += 3 + ((body[i] << 8) | body[i + 1])) filters++;
                await stream.WriteAsync((byte[])[0x90, (byte)(3 + filters), body[0], body[1], 0, .. Enumerable.Repeat((byte)1, filters)],
                    _end.Token);
                return true;
            case 12: // PINGREQ
                await stream.WriteAsync(new byte[] { 0xD0, 0 }, _end.Token);
                return true;
            case 3:
                return await PublishedAsync(stream, (first[0] >> 1) & 3, body);
            default: // DISCONNECT
                return false;
        }
    }

    private async Task<bool> PublishedAsync(NetworkStream stream, int qos, byte[] body)
    {
        int topicLength = (body[0] << 8) | body[1];
        string topic = Encoding.UTF8.GetString(body, 2, topicLength);
        int id = 2 + topicLength;
        int properties = id + (qos > 0 ? 2 : 0);
        // Property lists of our client are shorter than 128 bytes: one byte of length.
        byte[] payload = body[(properties + 1 + body[properties])..];
        _published.Enqueue((topic, payload));
        int reason = _answer(topic, payload);
        if (reason == TakeOver) await stream.WriteAsync(new byte[] { 0xE0, 2, 0x8E, 0 }, _end.Token);
        if (reason >= 0 && qos > 0) await stream.WriteAsync(new byte[] { 0x40, 3, body[id], body[id + 1], (byte)reason }, _end.Token);
        return reason != TakeOver;
    }

    private async Task<int> LengthAsync(NetworkStream stream)
    {
        int length = 0;
        byte[] one = new byte[1];
        for (int shift = 0; ; shift += 7)
        {
            await stream.ReadExactlyAsync(one, _end.Token);
            length |= (one[0] & 127) << shift;
            if (one[0] < 128) return length;
        }
    }
}
