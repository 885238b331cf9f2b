using SafeCity.Edge.Native;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>Owns a list of MQTT 5 properties for the length of one call: the library copies what it needs. Empty is null.</summary>
internal sealed class MqttPropertyListHandle : NativeHandle
{
    private IntPtr _list;

    /// <summary>To be passed to the library while this is not disposed; null for no properties.</summary>
    public IntPtr Native => _list;

    /// <summary>Adds a 32-bit property when there is a value.</summary>
    public void Add(int identifier, uint? value)
    {
        if (value is { } given) Added(Interop.Mosquitto.mosquitto_property_add_int32(ref _list, identifier, given));
    }

    /// <summary>Adds a string property when there is a value.</summary>
    public void Add(int identifier, string? value)
    {
        if (value is not null) Added(Interop.Mosquitto.mosquitto_property_add_string(ref _list, identifier, value));
    }

    /// <summary>Adds a binary property of at most 65,535 bytes when there are any.</summary>
    public unsafe void Add(int identifier, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        ushort length = checked((ushort)value.Length);
        fixed (byte* bytes = value) Added(Interop.Mosquitto.mosquitto_property_add_binary(ref _list, identifier, bytes, length));
    }

    /// <inheritdoc />
    protected override void Release(IntPtr native) => Interop.Mosquitto.mosquitto_property_free_all(ref native);

    private void Added(int code)
    {
        // The first property makes the list; later ones are put behind it.
        Own(_list);
        MqttError.ThrowIfFailed(code, "adding an MQTT property");
    }
}
