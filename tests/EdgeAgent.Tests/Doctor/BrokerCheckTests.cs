using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SafeCity.Edge.Agent.Doctor;
using SafeCity.Edge.Agent.Doctor.Checks;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Tests.Doctor;

public sealed class BrokerCheckTests : IDisposable
{
    private readonly DoctorBox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task A_broker_that_is_not_there()
    {
        _box.Change = s => s with { Broker = s.Broker with { Host = "127.0.0.1", Port = 1 } };
        await _box.FindsAsync(new BrokerRoundTripCheck(), CheckOutcome.Error, "127.0.0.1:1");
        await _box.FindsAsync(new BrokerSubscriberCheck(), CheckOutcome.Skipped, "the broker was not reached");
        await _box.FindsAsync(new BrokerTlsCheck(), CheckOutcome.Skipped, "without TLS");
        await _box.FindsAsync(new BrokerClockCheck(), CheckOutcome.Skipped, "MQTT tells no time");
        _box.Change = s => s with { Broker = s.Broker with { Host = "127.0.0.1", Port = 1, Tls = new BrokerTls() } };
        await _box.FindsAsync(new BrokerTlsCheck(), CheckOutcome.Error, "no TLS connection to 127.0.0.1:1");
    }

    [Theory]
    [InlineData(90, "localhost", true, CheckOutcome.Ok, "is valid for 89 days yet")]
    [InlineData(5, "localhost", true, CheckOutcome.Warning, "is valid for 4 days yet")]
    [InlineData(90, "elsewhere", true, CheckOutcome.Error, "it is for another name")]
    [InlineData(90, "localhost", false, CheckOutcome.Error, "is not accepted")]
    [InlineData(-1, "localhost", true, CheckOutcome.Error, "is not accepted")]
    internal async Task A_broker_whose_certificate_ends_is_for_another_name_or_from_another_authority(int days, string name, bool trusted, CheckOutcome outcome, string sentence)
    {
        using X509Certificate2 certificate = Make(name, days), other = Make("other", 90);
        string authority = Path.Combine(_box.Folder, "ca.pem");
        await File.WriteAllTextAsync(authority, (trusted ? certificate : other).ExportCertificatePem());
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Task serving = ServeAsync(listener, certificate);
        _box.Change = s => s with { Broker = s.Broker with { Host = "localhost", Port = ((IPEndPoint)listener.LocalEndpoint).Port, Tls = new BrokerTls { CaFile = authority } } };
        await _box.FindsAsync(new BrokerTlsCheck(), outcome, sentence);
        await serving;
    }

    [Fact]
    public async Task A_certificate_of_another_device_that_has_ended_or_is_not_there()
    {
        await _box.FindsAsync(new DeviceCertificateCheck(), CheckOutcome.Skipped, "no certificate");
        await DeviceAsync("gate-01", 200, CheckOutcome.Ok, "the certificate for gate-01 is valid for 199 days yet");
        await DeviceAsync("gate-01", 10, CheckOutcome.Warning, "is valid for 9 days yet");
        await DeviceAsync("gate-01", -3, CheckOutcome.Error, "ended");
        await DeviceAsync("gate-02", 200, CheckOutcome.Error, "the certificate is for 'gate-02', and this device is 'gate-01'");
        File.Delete(Path.Combine(_box.Folder, "device.key"));
        await _box.FindsAsync(new DeviceCertificateCheck(), CheckOutcome.Error, "cannot be used");
    }

    private async Task DeviceAsync(string name, int days, CheckOutcome outcome, string sentence)
    {
        string file = Path.Combine(_box.Folder, "device.pem"), key = Path.Combine(_box.Folder, "device.key");
        using X509Certificate2 certificate = Make(name, days);
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _box.Change = s => s with { Broker = s.Broker with { Tls = new BrokerTls { CertificateFile = file, KeyFile = key } } };
        await _box.FindsAsync(new DeviceCertificateCheck(), outcome, sentence);
    }

    private static X509Certificate2 Make(string name, int days)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-10), now.AddDays(days));
        // A key that a TLS server can use.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using TcpClient client = await listener.AcceptTcpClientAsync();
        await using SslStream stream = new(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // The other side did not like what it saw: that is what is tested.
        }
    }
}
