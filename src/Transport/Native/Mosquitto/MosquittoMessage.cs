using System.Runtime.InteropServices;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary><c>struct mosquitto_message</c>: public in <c>mosquitto.h</c>, borrowed for the length of a callback.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MosquittoMessage
{
    public int mid;
    public IntPtr topic;
    public IntPtr payload;
    public int payloadlen;
    public int qos;

    // C bool: one byte.
    public byte retain;
}
