using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>
/// What the library calls, on the loop thread. Each copies what it was lent and hands it to the <see cref="MqttSession"/>, whose
/// completions run elsewhere: no code of a user runs in here. An exception that reached native frames would be undefined, so it
/// ends the process with its message.
/// </summary>
internal static unsafe class MqttCallbacks
{
    /// <summary>Sets all five. Before connecting: the library does not lock its callbacks while it runs.</summary>
    internal static void Attach(MosquittoHandle client)
    {
        Interop.Mosquitto.mosquitto_connect_v5_callback_set(client, &OnConnect);
        Interop.Mosquitto.mosquitto_disconnect_v5_callback_set(client, &OnDisconnect);
        Interop.Mosquitto.mosquitto_publish_v5_callback_set(client, &OnPublish);
        Interop.Mosquitto.mosquitto_message_v5_callback_set(client, &OnMessage);
        Interop.Mosquitto.mosquitto_subscribe_v5_callback_set(client, &OnSubscribe);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnConnect(IntPtr mosq, IntPtr context, int reason, int flags, IntPtr properties)
    {
        try
        {
            Session(context).Connected(reason, MqttBrokerLimits.Read(flags, properties));
        }
        catch (Exception e)
        {
            Environment.FailFast("MQTT connect callback: " + e.Message, e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDisconnect(IntPtr mosq, IntPtr context, int reason, IntPtr properties)
    {
        // First of all: whatever runs next may overwrite it.
        int systemError = Marshal.GetLastSystemError();
        try
        {
            Session(context).Closed(reason, systemError);
        }
        catch (Exception e)
        {
            Environment.FailFast("MQTT disconnect callback: " + e.Message, e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPublish(IntPtr mosq, IntPtr context, int messageId, int reason, IntPtr properties)
    {
        try
        {
            Session(context).Publications.Complete(messageId, (MqttReason)reason);
        }
        catch (Exception e)
        {
            Environment.FailFast("MQTT publish callback: " + e.Message, e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMessage(IntPtr mosq, IntPtr context, MosquittoMessage* message, IntPtr properties)
    {
        try
        {
            string topic = Marshal.PtrToStringUTF8(message->topic) ?? "";
            byte[] payload = new ReadOnlySpan<byte>((void*)message->payload, message->payloadlen).ToArray();
            Session(context).Received(new MqttMessage(topic, payload, message->retain != 0)
            {
                ResponseTopic = MqttProperties.Text(properties, Interop.Mosquitto.MQTT_PROP_RESPONSE_TOPIC),
                CorrelationData = MqttProperties.Bytes(properties, Interop.Mosquitto.MQTT_PROP_CORRELATION_DATA),
            });
        }
        catch (Exception e)
        {
            Environment.FailFast("MQTT message callback: " + e.Message, e);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSubscribe(IntPtr mosq, IntPtr context, int messageId, int count, int* granted, IntPtr properties)
    {
        try
        {
            MqttReason[] reasons = new MqttReason[count];
            for (int i = 0; i < count; i++) reasons[i] = (MqttReason)granted[i];
            Session(context).Subscriptions.Complete(messageId, reasons);
        }
        catch (Exception e)
        {
            Environment.FailFast("MQTT subscribe callback: " + e.Message, e);
        }
    }

    private static MqttSession Session(IntPtr context) => (MqttSession)GCHandle.FromIntPtr(context).Target!;
}
