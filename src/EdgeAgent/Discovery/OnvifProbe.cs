using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SafeCity.Edge.Agent.Discovery;

/// <summary>
/// Asks the local network for cameras: WS-Discovery 1.1 with the ONVIF type NetworkVideoTransmitter (ONVIF core specification, section 7), by
/// multicast. Nothing is sent but one question, twice, and no password.
/// </summary>
internal static class OnvifProbe
{
    /// <summary>The group that ONVIF devices listen to.</summary>
    internal static readonly IPEndPoint Group = new(IPAddress.Parse("239.255.255.250"), 3702);

    private const int AnswersMax = 256;
    private const int DatagramBytesMax = 65_507;

    /// <summary>Asks and collects answers.</summary>
    /// <param name="target">Who is asked; <see cref="Group"/> but in tests.</param>
    /// <param name="wait">How long answers are waited for.</param>
    /// <param name="time">Clock.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="SocketException">The network cannot be used.</exception>
    internal static async Task<IReadOnlyList<FoundCamera>> FindAsync(IPEndPoint target, TimeSpan wait, TimeProvider time, CancellationToken stop)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        byte[] question = Encoding.UTF8.GetBytes(Question(Guid.NewGuid()));
        // UDP loses; a device answers the same question once.
        for (int i = 0; i < 2; i++) await socket.SendToAsync(question, target, stop);
        Dictionary<string, FoundCamera> found = new(StringComparer.Ordinal);
        byte[] buffer = new byte[DatagramBytesMax];
        using CancellationTokenSource ending = new(wait, time);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, stop);
        try
        {
            for (int answers = 0; answers < AnswersMax; answers++)
            {
                SocketReceiveFromResult received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), both.Token);
                foreach (FoundCamera camera in OnvifAnswer.Read(buffer.AsSpan(0, received.ReceivedBytes))) found.TryAdd(camera.Address, camera);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The time for answers is over.
        }
        return [.. found.Values.OrderBy(c => c.Address, StringComparer.Ordinal)];
    }

    private static string Question(Guid id) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl">
          <e:Header><w:MessageID>uuid:{id}</w:MessageID><w:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To><w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header>
          <e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body>
        </e:Envelope>
        """;
}
