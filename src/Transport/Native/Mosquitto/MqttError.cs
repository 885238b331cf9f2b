using System.Runtime.InteropServices;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>The one place where codes of the library and of the protocol become faults of ours.</summary>
internal static class MqttError
{
    // enum mosq_err_t
    internal const int MOSQ_ERR_SUCCESS = 0;
    private const int MOSQ_ERR_INVAL = 3;
    private const int MOSQ_ERR_NO_CONN = 4;
    private const int MOSQ_ERR_CONN_REFUSED = 5;
    private const int MOSQ_ERR_CONN_LOST = 7;
    private const int MOSQ_ERR_TLS = 8;
    private const int MOSQ_ERR_PAYLOAD_SIZE = 9;
    private const int MOSQ_ERR_ERRNO = 14;
    private const int MOSQ_ERR_EAI = 15;
    private const int MOSQ_ERR_MALFORMED_UTF8 = 18;
    private const int MOSQ_ERR_KEEPALIVE = 19;
    private const int MOSQ_ERR_LOOKUP = 20;
    private const int MOSQ_ERR_TLS_HANDSHAKE = 23;
    private const int MOSQ_ERR_OVERSIZE_PACKET = 25;

    /// <summary>Throws when a call of the library failed.</summary>
    internal static void ThrowIfFailed(int code, string what, int systemError = 0)
    {
        if (code != MOSQ_ERR_SUCCESS) throw new MqttException(Kind(code), $"{what} failed: {Text(code, systemError)}");
    }

    /// <summary>Why the loop ended: a code of the library, or a reason of the broker's DISCONNECT (0x80 and above).</summary>
    internal static MqttException Lost(int code, int systemError, string broker)
    {
        if (code >= 0x80)
        {
            MqttReason reason = (MqttReason)code;
            string next = reason == MqttReason.SessionTakenOver ? ": another client has the same id, give each device its own" : "";
            return new MqttException(MqttFailure.ConnectionLost,
                $"the broker at {broker} closed the connection ({Describe(reason)}){next}", reason);
        }
        string cause = code switch
        {
            MOSQ_ERR_KEEPALIVE => "no answer within the keep-alive time",
            MOSQ_ERR_SUCCESS or MOSQ_ERR_NO_CONN or MOSQ_ERR_CONN_LOST =>
                "it was closed; if that repeats, look for another client with the same id",
            _ => Text(code, systemError),
        };
        return new MqttException(MqttFailure.ConnectionLost, $"the connection to the broker at {broker} was lost: {cause}");
    }

    /// <summary>Why no connection came about.</summary>
    internal static MqttException NotReached(int code, int systemError, string broker) => Kind(code) switch
    {
        MqttFailure.Tls => new(MqttFailure.Tls, $"the TLS handshake with the broker at {broker} failed ({Text(code, systemError)}): " +
            "check the CA file, the certificate's host name and this box's clock"),
        MqttFailure.Invalid => new(MqttFailure.Invalid, $"the broker's address {broker} cannot be used: {Text(code, systemError)}"),
        _ => new(MqttFailure.Unreachable,
            $"no broker answers at {broker} ({Text(code, systemError)}): check that it runs and that the address is right"),
    };

    /// <summary>The broker's CONNACK was not a success. The numbers 1 to 5 are those of MQTT 3.1.1.</summary>
    internal static MqttException NotAccepted(int reason, string broker)
    {
        string next = reason switch
        {
            4 or 5 or (int)MqttReason.BadUserNameOrPassword or (int)MqttReason.NotAuthorized =>
                ": check user and password, and that the broker knows this device",
            2 or (int)MqttReason.ClientIdNotValid => ": the broker does not accept this client id",
            1 or 0x84 => ": it does not speak this version of MQTT, set the protocol to 3.1.1",
            _ => "",
        };
        string text = reason < 0x80
            ? $"{Marshal.PtrToStringUTF8(Interop.Mosquitto.mosquitto_connack_string(reason))} ({reason})"
            : Describe((MqttReason)reason);
        return new MqttException(MqttFailure.Refused, $"the broker at {broker} refused the connection: {text}{next}", (MqttReason)reason);
    }

    /// <summary>A reason in words, with its number.</summary>
    internal static string Describe(MqttReason reason) =>
        $"{Marshal.PtrToStringUTF8(Interop.Mosquitto.mosquitto_reason_string((int)reason))?.TrimEnd('.')}, 0x{(int)reason:X2}";

    private static MqttFailure Kind(int code) => code switch
    {
        MOSQ_ERR_INVAL or MOSQ_ERR_MALFORMED_UTF8 => MqttFailure.Invalid,
        MOSQ_ERR_NO_CONN or MOSQ_ERR_CONN_LOST or MOSQ_ERR_KEEPALIVE => MqttFailure.ConnectionLost,
        MOSQ_ERR_CONN_REFUSED or MOSQ_ERR_EAI or MOSQ_ERR_LOOKUP => MqttFailure.Unreachable,
        MOSQ_ERR_TLS or MOSQ_ERR_TLS_HANDSHAKE => MqttFailure.Tls,
        MOSQ_ERR_PAYLOAD_SIZE or MOSQ_ERR_OVERSIZE_PACKET => MqttFailure.TooLarge,
        _ => MqttFailure.Library,
    };

    private static string Text(int code, int systemError) => code == MOSQ_ERR_ERRNO && systemError != 0
        ? Marshal.GetPInvokeErrorMessage(systemError)
        : $"{Marshal.PtrToStringUTF8(Interop.Mosquitto.mosquitto_strerror(code))?.TrimEnd('.')} (libmosquitto {code})";
}
