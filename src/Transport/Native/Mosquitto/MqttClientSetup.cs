using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>Gives the options to a new native client, before it connects.</summary>
internal static class MqttClientSetup
{
    // Debian's, also OpenSSL's default there.
    private const string SystemCaFolder = "/etc/ssl/certs";

    /// <summary>Applies everything but callbacks and CONNECT properties.</summary>
    /// <exception cref="MqttException">An option is not accepted; the message says which.</exception>
    internal static void Apply(MosquittoHandle client, MqttClientOptions options)
    {
        BrokerOptions broker = options.Broker;
        // Our own thread runs the loop while others publish.
        MqttError.ThrowIfFailed(Interop.Mosquitto.mosquitto_threaded_set(client, true), "switching libmosquitto to threads");
        int version = broker.Protocol == MqttProtocol.V5 ? Interop.Mosquitto.MQTT_PROTOCOL_V5 : Interop.Mosquitto.MQTT_PROTOCOL_V311;
        Set(client, Interop.Mosquitto.MOSQ_OPT_PROTOCOL_VERSION, version, "the protocol version");
        Set(client, Interop.Mosquitto.MOSQ_OPT_RECEIVE_MAXIMUM, options.ReceiveMaximum, "the Receive Maximum");
        Set(client, Interop.Mosquitto.MOSQ_OPT_SEND_MAXIMUM, options.InFlightMax, "the in-flight limit");
        // Small messages with an answer each: waiting to fill a segment would cost 40 ms a time.
        Set(client, Interop.Mosquitto.MOSQ_OPT_TCP_NODELAY, 1, "TCP_NODELAY");
        if (broker.User is not null || broker.Password is not null)
        {
            int code = Interop.Mosquitto.mosquitto_username_pw_set(client, broker.User ?? "", broker.Password?.Reveal());
            MqttError.ThrowIfFailed(code, "setting user and password");
        }
        if (options.Will is { } will) SetWill(client, will);
        if (broker.Tls is { } tls) SetTls(client, tls);
    }

    private static void Set(MosquittoHandle client, int option, int value, string name) =>
        MqttError.ThrowIfFailed(Interop.Mosquitto.mosquitto_int_option(client, option, value), $"setting {name} to {value}");

    private static unsafe void SetWill(MosquittoHandle client, MqttWill will)
    {
        fixed (byte* payload = will.Payload.Span)
        {
            int code = Interop.Mosquitto.mosquitto_will_set_v5(client, will.Topic, will.Payload.Length, payload, 1, will.Retain,
                IntPtr.Zero);
            MqttError.ThrowIfFailed(code, $"setting the will at {will.Topic}");
        }
    }

    private static void SetTls(MosquittoHandle client, BrokerTls tls)
    {
        foreach (string? file in (string?[])[tls.CaFile, tls.CertificateFile, tls.KeyFile])
        {
            if (file is not null && !File.Exists(file))
                throw new MqttException(MqttFailure.Invalid, $"the TLS file {file} does not exist: check the path");
        }
        if (tls.CertificateFile is null != tls.KeyFile is null)
            throw new MqttException(MqttFailure.Invalid,
                "a TLS certificate needs its key file, and a key its certificate: give both or none");
        // The library insists on one of file and folder.
        string? caFolder = tls.CaFile is null ? SystemCaFolder : null;
        int code = Interop.Mosquitto.mosquitto_tls_set(client, tls.CaFile, caFolder, tls.CertificateFile, tls.KeyFile, IntPtr.Zero);
        MqttError.ThrowIfFailed(code, "reading the TLS files");
    }
}
