using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The device's own certificate names it, fits its key and is valid for a while yet.</summary>
internal sealed class DeviceCertificateCheck : BoxCheck
{
    public override string Id => "device-certificate";

    public override string Title => "certificate of the device";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Task.FromResult(Skip("the settings are at fault"));
        if (settings.Broker.Tls is not { CertificateFile: { } file, KeyFile: { } key }) return Task.FromResult(Skip("the device has no certificate in the settings"));
        const string Cause = "the files belong to another device, are incomplete, or the certificate is past its end";
        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(file, key);
            string name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
            int days = (int)Math.Floor((certificate.NotAfter.ToUniversalTime() - context.Time.GetUtcNow()).TotalDays);
            if (name != settings.Identity.Device) return Task.FromResult(Fail($"the certificate is for '{name}', and this device is '{settings.Identity.Device}'", Cause, "install this device's own certificate, or set device.name"));
            if (days < 0) return Task.FromResult(Fail($"the device's certificate ended {-days} days ago", Cause, "have a new one issued"));
            string text = $"the certificate for {name} is valid for {days} days yet";
            return Task.FromResult(days < WarnDays ? Warn(text, "certificates end", "have a new one issued before") : Fine(text));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Task.FromResult(Fail($"{file} and {key} cannot be used: {e.Message.TrimEnd('.')}", Cause, "install certificate and key as PEM files that belong together, readable by the agent's user"));
        }
    }

    private const int WarnDays = 21;
}
