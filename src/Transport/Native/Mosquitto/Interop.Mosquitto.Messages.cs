using System.Runtime.InteropServices;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

internal static partial class Interop
{
    internal static partial class Mosquitto
    {
        internal const int MQTT_SUB_OPT_NO_LOCAL = 0x04;

        // Copies topic, payload and properties. The publish callback can run before this has returned the id.
        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
        internal static unsafe partial int mosquitto_publish_v5(
            MosquittoHandle mosq, out int mid, string? topic, int payloadlen, byte* payload, int qos,
            [MarshalAs(UnmanagedType.U1)] bool retain, IntPtr properties);

        [LibraryImport(Library)]
        internal static unsafe partial int mosquitto_subscribe_multiple(
            MosquittoHandle mosq, out int mid, int sub_count, byte** sub, int qos, int options, IntPtr properties);
    }
}
