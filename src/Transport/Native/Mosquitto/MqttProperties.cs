using System.Runtime.InteropServices;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>Reads properties that the library lends for the length of a callback.</summary>
internal static unsafe class MqttProperties
{
    /// <summary>A text; null when there is none.</summary>
    internal static string? Text(IntPtr properties, int identifier)
    {
        if (properties == IntPtr.Zero) return null;
        IntPtr found = Interop.Mosquitto.mosquitto_property_read_string(properties, identifier, out IntPtr value, false);
        if (found == IntPtr.Zero) return null;
        try
        {
            return Marshal.PtrToStringUTF8(value);
        }
        finally
        {
            NativeMemory.Free((void*)value);
        }
    }

    /// <summary>Bytes; none when there are none.</summary>
    internal static byte[] Bytes(IntPtr properties, int identifier)
    {
        if (properties == IntPtr.Zero) return [];
        IntPtr found = Interop.Mosquitto.mosquitto_property_read_binary(properties, identifier, out IntPtr value, out ushort length, false);
        if (found == IntPtr.Zero) return [];
        try
        {
            return new ReadOnlySpan<byte>((void*)value, length).ToArray();
        }
        finally
        {
            NativeMemory.Free((void*)value);
        }
    }
}
