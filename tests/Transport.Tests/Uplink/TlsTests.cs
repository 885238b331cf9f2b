using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Uplink;
using Transport.Tests.Broker;

namespace Transport.Tests.Uplink;

public sealed class TlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tls-test-");

    [SkippableTheory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Certificate_of_the_right_authority_and_name_is_accepted(string host)
    {
        await using MosquittoBroker broker = await StartAsync("localhost", IPAddress.Loopback);
        await using MqttClient client = Client(broker.Options with { Host = host, Tls = new BrokerTls { CaFile = File("ca.pem") } });
        await client.ConnectAsync();
        Assert.Equal(MqttReason.NoMatchingSubscribers, await client.PublishAsync("a", new byte[100_000], new MqttPublishOptions()));
    }

    [SkippableFact]
    public async Task Certificate_of_another_name_is_refused_with_the_next_step()
    {
        await using MosquittoBroker broker = await StartAsync("other.example", IPAddress.Parse("192.0.2.7"));
        await using MqttClient client = Client(broker.Options with { Tls = new BrokerTls { CaFile = File("ca.pem") } });
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => client.ConnectAsync());
        Assert.Contains("TLS", e.Message);
        Assert.Contains("host name", e.Message);
    }

    [SkippableFact]
    public async Task Certificate_of_an_authority_that_is_not_ours_is_refused()
    {
        await using MosquittoBroker broker = await StartAsync("localhost", IPAddress.Loopback);
        MakeAuthority("stranger.pem").Dispose();
        await using MqttClient client = Client(broker.Options with { Tls = new BrokerTls { CaFile = File("stranger.pem") } });
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => client.ConnectAsync());
        Assert.Contains("check the CA file", e.Message);
        await using MqttClient system = Client(broker.Options with { Tls = new BrokerTls() });
        await Assert.ThrowsAsync<MqttException>(() => system.ConnectAsync());
    }

    [SkippableFact]
    public async Task Certificate_that_has_expired_is_refused_with_the_next_step()
    {
        await using MosquittoBroker broker = await StartAsync("localhost", IPAddress.Loopback, expired: true);
        await using MqttClient client = Client(broker.Options with { Tls = new BrokerTls { CaFile = File("ca.pem") } });
        MqttException e = await Assert.ThrowsAsync<MqttException>(() => client.ConnectAsync());
        Assert.Contains("TLS", e.Message);
    }

    [SkippableFact]
    public async Task Device_with_its_certificate_publishes_below_its_own_topics_and_not_as_another()
    {
        string acl = Path.Combine(Contract.Schema.ContractSchema.Folder, "..", "..", "..", "..", "build", "broker", "mosquitto-acl.sample");
        await using MosquittoBroker broker = await StartAsync("localhost", IPAddress.Loopback, settings:
            $"require_certificate true\nuse_identity_as_username true\nallow_anonymous false\nacl_file {Path.GetFullPath(acl)}");
        await using MqttClient nobody = Client(broker.Options with { Tls = new BrokerTls { CaFile = File("ca.pem") } });
        _ = await Assert.ThrowsAsync<MqttException>(() => nobody.ConnectAsync());

        await using MqttClient box = Client(broker.Options with { Tls = Identity("d7f3a1") });
        await box.ConnectAsync();
        MqttPublishOptions once = new();
        Assert.Equal(MqttReason.NoMatchingSubscribers, await box.PublishAsync("sc1/acme/harbour/d7f3a1/evt/cam1/track", new byte[1], once));
        foreach (string foreign in new[]
        {
            "sc1/acme/harbour/other/evt/cam1/track", "sc1/acme/harbour/d7f3a1/cmd/purge", "sc1/acme/harbour/d7f3a1/ack/platform",
            "sc1/acme/harbour/other/state", "sc1/acme/harbour/d7f3a1/config/desired", "elsewhere",
        })
            Assert.Equal(MqttReason.NotAuthorized, await box.PublishAsync(foreign, new byte[1], once));

        await using MqttClient platform = Client(broker.Options with { Tls = Identity("platform") });
        await platform.ConnectAsync();
        Assert.Equal(MqttReason.NotAuthorized, await platform.PublishAsync("sc1/acme/harbour/d7f3a1/evt/cam1/track", new byte[1], once));
        Assert.NotEqual(MqttReason.NotAuthorized, await platform.PublishAsync("sc1/acme/harbour/d7f3a1/cmd/ping", new byte[1], once));
    }

    [Fact]
    public void Missing_or_half_given_files_are_named()
    {
        BrokerOptions broker = new() { Host = "127.0.0.1", Tls = new BrokerTls { CaFile = "/no/such.pem" } };
        Assert.Contains("/no/such.pem", Assert.Throws<MqttException>(() => Client(broker)).Message);
        broker = broker with { Tls = new BrokerTls { CertificateFile = typeof(TlsTests).Assembly.Location } };
        Assert.Contains("needs its key file", Assert.Throws<MqttException>(() => Client(broker)).Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static MqttClient Client(BrokerOptions broker) =>
        MqttClient.Create(new MqttClientOptions { Broker = broker, ClientId = $"tls-{Guid.NewGuid():N}", Time = TimeProvider.System });

    private string File(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>A certificate of a client, signed by the broker's authority.</summary>
    private BrokerTls Identity(string name)
    {
        using X509Certificate2 authority = X509Certificate2.CreateFromPemFile(File("ca.pem"), File("ca.key"));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, [4, 5, 6]);
        System.IO.File.WriteAllText(File(name + ".pem"), certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(File(name + ".key"), key.ExportPkcs8PrivateKeyPem());
        return new BrokerTls { CaFile = File("ca.pem"), CertificateFile = File(name + ".pem"), KeyFile = File(name + ".key") };
    }

    private Task<MosquittoBroker> StartAsync(string name, IPAddress address, bool expired = false, string settings = "")
    {
        using X509Certificate2 authority = MakeAuthority("ca.pem");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.Create(
            authority, authority.NotBefore, expired ? authority.NotBefore.AddHours(1) : authority.NotAfter, [1, 2, 3]);
        System.IO.File.WriteAllText(File("server.pem"), certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(File("server.key"), key.ExportPkcs8PrivateKeyPem());
        return MosquittoBroker.StartAsync($"cafile {File("ca.pem")}\ncertfile {File("server.pem")}\nkeyfile {File("server.key")}\n{settings}");
    }

    private X509Certificate2 MakeAuthority(string file)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={file}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        X509Certificate2 authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        System.IO.File.WriteAllText(File(file), authority.ExportCertificatePem());
        System.IO.File.WriteAllText(File(Path.ChangeExtension(file, "key")), key.ExportPkcs8PrivateKeyPem());
        return authority;
    }
}
