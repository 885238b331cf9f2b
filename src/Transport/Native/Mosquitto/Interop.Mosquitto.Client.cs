using System.Runtime.InteropServices;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

internal static partial class Interop
{
    internal static partial class Mosquitto
    {
        // enum mosq_opt_t
        internal const int MOSQ_OPT_PROTOCOL_VERSION = 1;
        internal const int MOSQ_OPT_RECEIVE_MAXIMUM = 4;
        internal const int MOSQ_OPT_SEND_MAXIMUM = 5;
        internal const int MOSQ_OPT_TCP_NODELAY = 11;

        internal const int MQTT_PROTOCOL_V311 = 4;
        internal const int MQTT_PROTOCOL_V5 = 5;

        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
        internal static partial IntPtr mosquitto_new(string? id, [MarshalAs(UnmanagedType.U1)] bool clean_session, IntPtr obj);

        [LibraryImport(Library)]
        internal static partial void mosquitto_destroy(IntPtr mosq);

        [LibraryImport(Library)]
        internal static partial int mosquitto_int_option(MosquittoHandle mosq, int option, int value);

        [LibraryImport(Library)]
        internal static partial int mosquitto_threaded_set(MosquittoHandle mosq, [MarshalAs(UnmanagedType.U1)] bool threaded);

        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int mosquitto_username_pw_set(MosquittoHandle mosq, string? username, string? password);

        // Takes ownership of the properties when it succeeds; we pass none.
        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
        internal static unsafe partial int mosquitto_will_set_v5(
            MosquittoHandle mosq, string topic, int payloadlen, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain,
            IntPtr properties);

        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int mosquitto_tls_set(
            MosquittoHandle mosq, string? cafile, string? capath, string? certfile, string? keyfile, IntPtr pw_callback);
    }
}
