namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>
/// Owns a list of MQTT 5 properties while one call is made: the library copies what it needs. A ref struct, so that it cannot
/// outlive that call; without properties nothing native is made.
/// </summary>
internal ref struct MqttPropertyList
{
    private IntPtr _list;

    /// <summary>To be passed to the library; null for no properties.</summary>
    public readonly IntPtr Native => _list;

    /// <summary>Adds a 32-bit property when there is a value.</summary>
    public void Add(int identifier, uint? value)
    {
        if (value is { } given) MqttError.ThrowIfFailed(Interop.Mosquitto.mosquitto_property_add_int32(ref _list, identifier, given), "adding a property");
    }

    /// <summary>Adds a string property when there is a value.</summary>
    public void Add(int identifier, string? value)
    {
        if (value is not null) MqttError.ThrowIfFailed(Interop.Mosquitto.mosquitto_property_add_string(ref _list, identifier, value), "adding a property");
    }

    /// <summary>Adds a binary property of at most 65,535 bytes when there are any.</summary>
    public unsafe void Add(int identifier, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return;
        fixed (byte* bytes = value)
        {
            int code = Interop.Mosquitto.mosquitto_property_add_binary(ref _list, identifier, bytes, checked((ushort)value.Length));
            MqttError.ThrowIfFailed(code, "adding a property");
        }
    }

    /// <summary>Frees the list.</summary>
    public void Dispose()
    {
        if (_list != IntPtr.Zero) Interop.Mosquitto.mosquitto_property_free_all(ref _list);
    }
}
