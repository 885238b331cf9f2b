using SafeCity.Edge.Transport.Native.Mosquitto;

namespace SafeCity.Edge.Native.Tests.Mosquitto;

/// <summary>
/// Raw imports with null and absurd arguments, where mosquitto.h promises MOSQ_ERR_INVAL or another code. In a child: a crash fails.
/// </summary>
public sealed class MosquittoAbsurdArgumentTests
{
    private const int Invalid = 3;
    private const int NoConnection = 4;
    private const int PayloadSize = 9;

    [Fact]
    public async Task Null_and_absurd_arguments_do_not_crash_where_the_manual_says_so()
    {
        ChildResult child = await ChildProcess.Run("MosquittoAbsurdArgumentTests.CallAbsurdly", []);
        Assert.True(child.ExitCode == 0, child.ToString());
        Assert.Equal("done", child.Output.Trim());
    }

    [ChildEntry]
    internal static int CallAbsurdly(string[] arguments)
    {
        Assert.Equal(2, MosquittoLibrary.Version.Major);
        Interop.Mosquitto.mosquitto_destroy(IntPtr.Zero);
        IntPtr none = IntPtr.Zero;
        Interop.Mosquitto.mosquitto_property_free_all(ref none);
        Assert.Equal(IntPtr.Zero, Interop.Mosquitto.mosquitto_property_read_int16(IntPtr.Zero, 33, out _, false));
        Assert.Equal(IntPtr.Zero, Interop.Mosquitto.mosquitto_property_read_int32(IntPtr.Zero, 39, out _, true));
        Assert.NotEqual(IntPtr.Zero, Interop.Mosquitto.mosquitto_strerror(int.MinValue));
        Assert.NotEqual(IntPtr.Zero, Interop.Mosquitto.mosquitto_reason_string(int.MaxValue));
        Assert.NotEqual(IntPtr.Zero, Interop.Mosquitto.mosquitto_connack_string(-1));
        // A persistent session needs an id, and an empty one is none.
        Assert.Equal(IntPtr.Zero, Interop.Mosquitto.mosquitto_new(null, false, IntPtr.Zero));
        Assert.Equal(IntPtr.Zero, Interop.Mosquitto.mosquitto_new("", true, IntPtr.Zero));
        PropertiesThatAreNone();
        using MosquittoHandle client = MosquittoHandle.Open("absurd", true, new MqttSession(1, TimeSpan.Zero));
        OptionsOutOfRange(client);
        ConnectionsThatCannotBe(client);
        MessagesThatCannotBe(client);
        Console.WriteLine("done");
        return 0;
    }

    private static unsafe void PropertiesThatAreNone()
    {
        IntPtr list = IntPtr.Zero;
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_property_add_int32(ref list, -1, 5));
        // An identifier of another type.
        Assert.Equal(Invalid,
            Interop.Mosquitto.mosquitto_property_add_string(ref list, Interop.Mosquitto.MQTT_PROP_RECEIVE_MAXIMUM, "text"));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_property_add_binary(ref list, Interop.Mosquitto.MQTT_PROP_CONTENT_TYPE, null, 0));
        Assert.Equal(IntPtr.Zero, list);
    }

    private static unsafe void OptionsOutOfRange(MosquittoHandle client)
    {
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_int_option(client, 12345, 1));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_int_option(client, Interop.Mosquitto.MOSQ_OPT_PROTOCOL_VERSION, 77));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_int_option(client, Interop.Mosquitto.MOSQ_OPT_RECEIVE_MAXIMUM, -1));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_tls_set(client, null, null, null, null, IntPtr.Zero));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_tls_set(client, "/no/such/file.pem", null, null, null, IntPtr.Zero));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_will_set_v5(client, "a/#", 0, null, 1, false, IntPtr.Zero));
        Assert.Equal(PayloadSize, Interop.Mosquitto.mosquitto_will_set_v5(client, "a", -1, null, 1, false, IntPtr.Zero));
    }

    private static void ConnectionsThatCannotBe(MosquittoHandle client)
    {
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_connect_bind_async(client, null, 1883, 30, null));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_connect_bind_async(client, "127.0.0.1", 70000, 30, null));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_connect_bind_async(client, "127.0.0.1", 1883, 1, null));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_connect_bind_v5(client, "127.0.0.1", -1, 30, null, IntPtr.Zero));
        Assert.Equal(NoConnection, Interop.Mosquitto.mosquitto_disconnect_v5(client, 0, IntPtr.Zero));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_disconnect_v5(client, 256, IntPtr.Zero));
        Assert.Equal(NoConnection, Interop.Mosquitto.mosquitto_loop(client, 0, 1));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_loop(client, 0, 0));
    }

    private static unsafe void MessagesThatCannotBe(MosquittoHandle client)
    {
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_publish_v5(client, out _, null, 0, null, 1, false, IntPtr.Zero));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_publish_v5(client, out _, "a/+", 0, null, 1, false, IntPtr.Zero));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_publish_v5(client, out _, "a", 0, null, 3, false, IntPtr.Zero));
        Assert.Equal(PayloadSize, Interop.Mosquitto.mosquitto_publish_v5(client, out _, "a", -1, null, 1, false, IntPtr.Zero));
        Assert.Equal(PayloadSize, Interop.Mosquitto.mosquitto_publish_v5(client, out _, "a", int.MaxValue, null, 1, false, IntPtr.Zero));
        Assert.Equal(NoConnection, Interop.Mosquitto.mosquitto_publish_v5(client, out _, "a", 0, null, 0, false, IntPtr.Zero));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_subscribe_multiple(client, out _, 0, null, 1, 0, IntPtr.Zero));
        Assert.Equal(Invalid, Interop.Mosquitto.mosquitto_subscribe_multiple(client, out _, 1, null, 1, 0, IntPtr.Zero));
    }
}
