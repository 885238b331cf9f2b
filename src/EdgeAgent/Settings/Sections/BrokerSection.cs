using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>broker</c>: where events go.</summary>
internal static class BrokerSection
{
    private const int PortPlain = 1883;
    private const int PortTls = 8883;

    internal static (BrokerOptions Broker, string? Consumer, string Fingerprint) Bind(YamlMap map)
    {
        BrokerTls? tls = map.SectionOrNull("tls", Tls, "TLS to the broker; leave the section out for none. The certificate's host name is always checked");
        string? user = map.OptionalOrNull("user", Scalars.Text(), "user name");
        Secret? password = map.OptionalOrNull("password", Scalars.Secret, "password, as a reference into the secrets file");
        if (password is not null && user is null) map.Fault("password", "a password needs a user: set 'user' too");
        BrokerOptions broker = new()
        {
            Host = map.Required("host", Scalars.Text(), "name or address of the MQTT broker"),
            Port = (int)(map.OptionalValue("port", Scalars.Integer(1, 65535), $"TCP port (default: {PortPlain}, with TLS {PortTls})") ?? (tls is null ? PortPlain : PortTls)),
            Tls = tls,
            User = user,
            Password = password is null ? null : new BrokerPassword(password.Reveal()),
            Protocol = map.Optional(
                "protocol", Scalars.OneOf(("mqtt5", MqttProtocol.V5), ("mqtt311", MqttProtocol.V311)), MqttProtocol.V5,
                "version of MQTT; with 3.1.1 nobody listening is not noticed"),
            KeepAlive = map.Optional("keepAliveSeconds", Scalars.Seconds(5, 3600), TimeSpan.FromSeconds(30), "silence after which both sides look whether the other still lives"),
        };
        string? consumer = map.OptionalOrNull(
            "consumer", Scalars.Name(36), "the platform's consumer whose cursor deletes records (end to end); leave it out to trust the broker's acknowledgement");
        return (broker, consumer, map.Fingerprint(password?.Reveal() ?? ""));
    }

    private static BrokerTls Tls(YamlMap map)
    {
        BrokerTls tls = new()
        {
            CaFile = PathOrNull(map, "caFile", "PEM file of the authorities that may have signed the broker's certificate (default: the system's)"),
            CertificateFile = PathOrNull(map, "certificateFile", "PEM file of this device's certificate"),
            KeyFile = PathOrNull(map, "keyFile", "PEM file of its key"),
        };
        if (tls.CertificateFile is null != tls.KeyFile is null)
            map.Fault(tls.KeyFile is null ? "certificateFile" : "keyFile", "a certificate and its key go together: set certificateFile and keyFile, or neither");
        return tls;
    }

    private static string? PathOrNull(YamlMap map, string key, string description) =>
        map.OptionalOrNull(key, Scalars.Path, description) is { } path ? map.PathOf(path) : null;
}
