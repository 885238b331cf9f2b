using System.Runtime.InteropServices;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

internal static partial class Interop
{
    internal static partial class Mosquitto
    {
        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
        internal static partial int mosquitto_connect_bind_v5(
            MosquittoHandle mosq, string? host, int port, int keepalive, string? bind_address, IntPtr properties);

        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
        internal static partial int mosquitto_connect_bind_async(MosquittoHandle mosq, string? host, int port, int keepalive,
            string? bind_address);

        [LibraryImport(Library)]
        internal static partial int mosquitto_disconnect_v5(MosquittoHandle mosq, int reason_code, IntPtr properties);

        [LibraryImport(Library, SetLastError = true)]
        internal static partial int mosquitto_loop(MosquittoHandle mosq, int timeout, int max_packets);
    }
}
