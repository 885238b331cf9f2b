using System.Runtime.InteropServices;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

internal static partial class Interop
{
    internal static unsafe partial class Mosquitto
    {
        // (mosq, obj, reason code, flags, properties)
        [LibraryImport(Library)]
        internal static partial void mosquitto_connect_v5_callback_set(
            MosquittoHandle mosq, delegate* unmanaged[Cdecl]<IntPtr, IntPtr, int, int, IntPtr, void> on_connect);

        // (mosq, obj, reason code or error, properties)
        [LibraryImport(Library)]
        internal static partial void mosquitto_disconnect_v5_callback_set(
            MosquittoHandle mosq, delegate* unmanaged[Cdecl]<IntPtr, IntPtr, int, IntPtr, void> on_disconnect);

        // (mosq, obj, message id, reason code, properties)
        [LibraryImport(Library)]
        internal static partial void mosquitto_publish_v5_callback_set(
            MosquittoHandle mosq, delegate* unmanaged[Cdecl]<IntPtr, IntPtr, int, int, IntPtr, void> on_publish);

        // (mosq, obj, message, properties)
        [LibraryImport(Library)]
        internal static partial void mosquitto_message_v5_callback_set(
            MosquittoHandle mosq, delegate* unmanaged[Cdecl]<IntPtr, IntPtr, MosquittoMessage*, IntPtr, void> on_message);

        // (mosq, obj, message id, count of granted, granted, properties)
        [LibraryImport(Library)]
        internal static partial void mosquitto_subscribe_v5_callback_set(
            MosquittoHandle mosq, delegate* unmanaged[Cdecl]<IntPtr, IntPtr, int, int, int*, IntPtr, void> on_subscribe);
    }
}
