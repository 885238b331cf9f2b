using System.Runtime.InteropServices;
using SafeCity.Edge.Native;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>
/// Owns one <c>struct mosquitto</c> and the <see cref="GCHandle"/> that its callbacks get as user data; the latter is freed after
/// <c>mosquitto_destroy</c>, since that can still call back.
/// </summary>
internal sealed class MosquittoHandle : NativeHandle
{
    private GCHandle _session;

    /// <summary>An empty handle; <see cref="Open"/> makes real ones.</summary>
    public MosquittoHandle()
    {
    }

    /// <summary>A new client that is not connected.</summary>
    /// <exception cref="MqttException">The library refused the id or has no memory.</exception>
    public static MosquittoHandle Open(string? clientId, bool cleanStart, MqttSession session)
    {
        MosquittoHandle result = new();
        GCHandle context = GCHandle.Alloc(session);
        IntPtr native = Interop.Mosquitto.mosquitto_new(clientId, cleanStart, GCHandle.ToIntPtr(context));
        if (native == IntPtr.Zero)
        {
            int error = Marshal.GetLastPInvokeError();
            context.Free();
            result.Dispose();
            throw new MqttException(MqttFailure.Invalid,
                $"libmosquitto made no client with the id '{clientId}': {Marshal.GetPInvokeErrorMessage(error)}");
        }
        result._session = context;
        result.Own(native);
        return result;
    }

    /// <inheritdoc />
    protected override void Release(IntPtr native)
    {
        Interop.Mosquitto.mosquitto_destroy(native);
        if (_session.IsAllocated) _session.Free();
    }
}
