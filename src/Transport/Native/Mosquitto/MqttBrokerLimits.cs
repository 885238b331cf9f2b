namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>What the broker said when it accepted the connection.</summary>
/// <param name="SessionPresent">It still had this client's subscriptions and queue.</param>
/// <param name="ReceiveMaximum">Publications of QoS 1 that may wait for their acknowledgement at a time.</param>
/// <param name="PacketBytesMax">Largest packet; null when it names no limit.</param>
internal sealed record MqttBrokerLimits(bool SessionPresent, int ReceiveMaximum, long? PacketBytesMax)
{
    /// <summary>Reads flags and properties of a CONNACK; those of MQTT 3.1.1 are null.</summary>
    internal static MqttBrokerLimits Read(int flags, IntPtr properties)
    {
        bool hasReceiveMaximum = Interop.Mosquitto.mosquitto_property_read_int16(
            properties, Interop.Mosquitto.MQTT_PROP_RECEIVE_MAXIMUM, out ushort receiveMaximum, false) != IntPtr.Zero;
        bool hasPacketMax = Interop.Mosquitto.mosquitto_property_read_int32(
            properties, Interop.Mosquitto.MQTT_PROP_MAXIMUM_PACKET_SIZE, out uint packetBytesMax, false) != IntPtr.Zero;
        // MQTT 5 section 3.2.2.3.3: 65,535 when absent; 0 is a protocol error, read as 1 so that something still moves.
        int inFlightMax = hasReceiveMaximum ? Math.Max((int)receiveMaximum, 1) : ushort.MaxValue;
        return new MqttBrokerLimits((flags & 1) != 0, inFlightMax, hasPacketMax ? packetBytesMax : null);
    }
}
