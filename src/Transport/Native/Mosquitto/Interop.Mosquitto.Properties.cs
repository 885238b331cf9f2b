using System.Runtime.InteropServices;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

internal static partial class Interop
{
    internal static partial class Mosquitto
    {
        // enum mqtt5_property
        internal const int MQTT_PROP_MESSAGE_EXPIRY_INTERVAL = 2;
        internal const int MQTT_PROP_CONTENT_TYPE = 3;
        internal const int MQTT_PROP_RESPONSE_TOPIC = 8;
        internal const int MQTT_PROP_CORRELATION_DATA = 9;
        internal const int MQTT_PROP_SESSION_EXPIRY_INTERVAL = 17;
        internal const int MQTT_PROP_RECEIVE_MAXIMUM = 33;
        internal const int MQTT_PROP_MAXIMUM_PACKET_SIZE = 39;

        [LibraryImport(Library)]
        internal static partial int mosquitto_property_add_int32(ref IntPtr proplist, int identifier, uint value);

        [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int mosquitto_property_add_string(ref IntPtr proplist, int identifier, string? value);

        [LibraryImport(Library)]
        internal static unsafe partial int mosquitto_property_add_binary(ref IntPtr proplist, int identifier, byte* value, ushort len);

        [LibraryImport(Library)]
        internal static partial void mosquitto_property_free_all(ref IntPtr properties);

        // The value is a copy that the caller frees with free().
        [LibraryImport(Library)]
        internal static partial IntPtr mosquitto_property_read_string(
            IntPtr proplist, int identifier, out IntPtr value, [MarshalAs(UnmanagedType.U1)] bool skip_first);

        [LibraryImport(Library)]
        internal static partial IntPtr mosquitto_property_read_binary(
            IntPtr proplist, int identifier, out IntPtr value, out ushort len, [MarshalAs(UnmanagedType.U1)] bool skip_first);

        // Return the property that was found, or null.
        [LibraryImport(Library)]
        internal static partial IntPtr mosquitto_property_read_int16(
            IntPtr proplist, int identifier, out ushort value, [MarshalAs(UnmanagedType.U1)] bool skip_first);

        [LibraryImport(Library)]
        internal static partial IntPtr mosquitto_property_read_int32(
            IntPtr proplist, int identifier, out uint value, [MarshalAs(UnmanagedType.U1)] bool skip_first);
    }
}
