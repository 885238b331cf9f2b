using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The broker's certificate is valid for its name and for a while yet.</summary>
internal sealed class BrokerTlsCheck : BoxCheck
{
    public override string Id => "broker-tls";

    public override string Title => "certificate of the broker";

    protected override async Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Skip("the settings are at fault");
        if (settings.Broker.Tls is not { } tls) return Skip("the broker is spoken to without TLS");
        X509Certificate2? shown = null;
        string? fault = null;
        try
        {
            using TcpClient client = new();
            using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(stop);
            late.CancelAfter(settings.Broker.ConnectTimeout);
            await client.ConnectAsync(settings.Broker.Host, settings.Broker.Port, late.Token);
            await using SslStream stream = new(client.GetStream(), leaveInnerStreamOpen: false);
            SslClientAuthenticationOptions options = new()
            {
                TargetHost = settings.Broker.Host,
                CertificateChainPolicy = PolicyOf(tls),
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    if (certificate is not null) shown = new X509Certificate2(certificate);
                    if (errors != SslPolicyErrors.None) fault = Describe(errors, chain);
                    return errors == SslPolicyErrors.None;
                },
            };
            await stream.AuthenticateAsClientAsync(options, late.Token);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // A broker that wants this device's certificate ends the handshake after it has shown its own.
            if (shown is null) return Fail($"no TLS connection to {settings.Broker.Address}: {e.Message.TrimEnd('.')}", "the broker is away, or speaks no TLS at this port", "check host and port; the TLS port is mostly 8883");
        }
        using X509Certificate2? certificate = shown;
        if (fault is not null) return Fail($"the certificate of {settings.Broker.Address} is not accepted: {fault}", "it is another authority's, for another name, or past its end", "set broker.tls.caFile to the right authority, or have the certificate renewed");
        int days = (int)Math.Floor((certificate!.NotAfter.ToUniversalTime() - context.Time.GetUtcNow()).TotalDays);
        string text = $"the certificate of {settings.Broker.Address} is valid for {days} days yet";
        return days < WarnDays ? Warn(text, "certificates end", "have it renewed before: afterwards nothing is delivered") : Fine(text);
    }

    private const int WarnDays = 21;

    private static X509ChainPolicy PolicyOf(BrokerTls tls)
    {
        X509ChainPolicy policy = new() { RevocationMode = X509RevocationMode.NoCheck };
        if (tls.CaFile is not { } file) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }

    private static string Describe(SslPolicyErrors errors, X509Chain? chain)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return "it is for another name";
        return chain?.ChainStatus is [var first, ..] ? first.StatusInformation.TrimEnd('.', ' ') : errors.ToString();
    }
}
