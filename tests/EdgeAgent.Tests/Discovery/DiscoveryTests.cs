using System.Net;
using System.Net.Sockets;
using System.Text;
using SafeCity.Edge.Agent.Discovery;

namespace SafeCity.Edge.Agent.Tests.Discovery;

public sealed class DiscoveryTests
{
    private const string Answer =
        """
        <?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><s:Body>
        <d:ProbeMatches><d:ProbeMatch><d:Types>dn:NetworkVideoTransmitter</d:Types>
        <d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/Gate%20cam onvif://www.onvif.org/hardware/X-100</d:Scopes>
        <d:XAddrs>http://192.0.2.7/onvif/device_service http://[fe80::1]/onvif/device_service</d:XAddrs></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>
        """;

    [Fact]
    public async Task A_camera_that_answers_is_found_once_and_noise_is_passed_over()
    {
        using UdpClient camera = new(new IPEndPoint(IPAddress.Loopback, 0));
        Task<string> answering = AnswerAsync(camera);
        IReadOnlyList<FoundCamera> found = await OnvifProbe.FindAsync((IPEndPoint)camera.Client.LocalEndPoint!, TimeSpan.FromSeconds(3), TimeProvider.System, CancellationToken.None);
        Assert.Equal([new FoundCamera("onvif", "http://192.0.2.7/onvif/device_service", "Gate cam", "X-100")], found);
        Assert.Contains("dn:NetworkVideoTransmitter</d:Types>", await answering, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")]
    [InlineData("<s:Envelope xmlns:s='x'/>")]
    public void What_is_no_answer_gives_no_camera(string text) => Assert.Empty(OnvifAnswer.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Signs_that_steer_a_terminal_and_addresses_that_are_none_are_left_out()
    {
        FoundCamera camera = Assert.Single(OnvifAnswer.Read(Encoding.UTF8.GetBytes(
            Answer.Replace("Gate%20cam", "%1B%5B2Jcam", StringComparison.Ordinal).Replace("http://192.0.2.7", "file:///etc/passwd ftp://x http://u:p@192.0.2.7", StringComparison.Ordinal))));
        Assert.Equal(("[2Jcam", "http://192.0.2.7/onvif/device_service"), (camera.Name, camera.Address));
    }

    [Fact]
    public void Video_devices_are_listed_as_the_kernel_names_them()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("safecity-edge-v4l-");
        try
        {
            Assert.Empty(LocalVideoDevices.List(root.FullName));
            root.CreateSubdirectory("sys/class/video4linux/video0");
            File.WriteAllText(Path.Combine(root.FullName, "sys/class/video4linux/video0/name"), "USB cam\n");
            Assert.Equal([new FoundCamera("v4l2", "/dev/video0", "USB cam", null)], LocalVideoDevices.List(root.FullName));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static async Task<string> AnswerAsync(UdpClient camera)
    {
        UdpReceiveResult question = await camera.ReceiveAsync();
        foreach (string text in (string[])["noise", Answer, Answer]) await camera.SendAsync(Encoding.UTF8.GetBytes(text), question.RemoteEndPoint);
        return Encoding.UTF8.GetString(question.Buffer);
    }
}
