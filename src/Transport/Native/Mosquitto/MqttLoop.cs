using System.Runtime.InteropServices;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>
/// The one thread of a connection: connects, runs the library's loop, and at the end destroys the client, so that whatever holds
/// it (a name server that does not answer) nobody else waits for it and nothing is freed under its feet.
/// </summary>
internal sealed class MqttLoop(MosquittoHandle client, MqttSession session, MqttClientOptions options)
{
    // How long the DISCONNECT may take to leave.
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(2);

    // The library wakes up for publications and disconnects; this only bounds how late a time-out is noticed.
    private const int PollMs = 250;

    private volatile bool _stop;

    /// <summary>Starts the thread.</summary>
    /// <param name="endpoints">Addresses to be tried in turn.</param>
    /// <param name="timeout">For all of them together.</param>
    public void Start(IReadOnlyList<MqttEndpoint> endpoints, TimeSpan timeout)
    {
        Thread thread = new(() => Run(endpoints, timeout)) { IsBackground = true, Name = "mqtt-loop" };
        thread.Start();
    }

    /// <summary>Says farewell when connected, and lets the thread end. From any thread, any number of times.</summary>
    public void RequestStop()
    {
        if (_stop) return;
        _stop = true;
        session.CloseMessages();
        try
        {
            // Also wakes up the loop. It fails when there is no connection, and then there is nothing to say.
            _ = Interop.Mosquitto.mosquitto_disconnect_v5(client, 0, IntPtr.Zero);
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended by itself.
        }
    }

    private void Run(IReadOnlyList<MqttEndpoint> endpoints, TimeSpan timeout)
    {
        MqttException? end = null;
        try
        {
            SetConnectProperties();
            end = Connect(endpoints, timeout) ?? Serve();
        }
        catch (MqttException e)
        {
            end = e;
        }
        catch (ObjectDisposedException)
        {
            // The owner gave the client up between resolving the name and this thread's start.
            end = null;
        }
        finally
        {
            client.Dispose();
            session.End(_stop ? null : end);
        }
    }

    /// <summary>
    /// The library's only call with CONNECT properties connects in blocking mode, for minutes when packets vanish. It keeps the
    /// properties before it checks the port, so a port of -1 leaves them behind for the call that does not block.
    /// </summary>
    private void SetConnectProperties()
    {
        if (options.Broker.Protocol != MqttProtocol.V5 || options.SessionExpiry <= TimeSpan.Zero) return;
        using MqttPropertyListHandle properties = new();
        properties.Add(Interop.Mosquitto.MQTT_PROP_SESSION_EXPIRY_INTERVAL, (uint)options.SessionExpiry.TotalSeconds);
        _ = Interop.Mosquitto.mosquitto_connect_bind_v5(client, options.Broker.Host, -1, KeepAliveSeconds, null, properties.Native);
    }

    private MqttException? Connect(IReadOnlyList<MqttEndpoint> endpoints, TimeSpan timeout)
    {
        MqttException? fault = null;
        long start = options.Time.GetTimestamp();
        for (int i = 0; i < endpoints.Count && !_stop; i++)
        {
            TimeSpan left = timeout - options.Time.GetElapsedTime(start);
            fault = Attempt(endpoints[i], left / (endpoints.Count - i));
            if (fault is null or { Kind: MqttFailure.Refused }) return fault;
        }
        return fault ?? new MqttException(MqttFailure.Unreachable, $"the name of the broker {options.Broker.Address} has no address");
    }

    private MqttException? Attempt(MqttEndpoint endpoint, TimeSpan limit)
    {
        session.BeginAttempt();
        string broker = options.Broker.Address;
        long start = options.Time.GetTimestamp();
        int code = Interop.Mosquitto.mosquitto_connect_bind_async(
            client, endpoint.Host, options.Broker.Port, KeepAliveSeconds, endpoint.BindAddress);
        int systemError = Marshal.GetLastPInvokeError();
        while (code == MqttError.MOSQ_ERR_SUCCESS && !_stop)
        {
            if (options.Time.GetElapsedTime(start) >= limit)
            {
                string seconds = FormattableString.Invariant($"{options.Broker.ConnectTimeout.TotalSeconds:0.#} s");
                return new MqttException(MqttFailure.TimedOut,
                    $"the broker at {broker} did not answer within {seconds}: check the address, the network and the firewall");
            }
            code = Interop.Mosquitto.mosquitto_loop(client, PollMs, 1);
            systemError = Marshal.GetLastPInvokeError();
            if (session.ConnectReason is { } reason) return reason == 0 ? null : MqttError.NotAccepted(reason, broker);
            if (session.CloseCause is { } cause) return MqttError.NotReached(cause.Code, cause.SystemError, broker);
        }
        return MqttError.NotReached(code, systemError, broker);
    }

    private MqttException? Serve()
    {
        long? stopping = null;
        while (true)
        {
            int code = Interop.Mosquitto.mosquitto_loop(client, PollMs, 1);
            int systemError = Marshal.GetLastPInvokeError();
            if (session.Abort is { } abort) return abort;
            if (code != MqttError.MOSQ_ERR_SUCCESS || session.CloseCause is not null)
            {
                (int Code, int SystemError) cause = session.CloseCause ?? (code, systemError);
                return MqttError.Lost(cause.Code, cause.SystemError, options.Broker.Address);
            }
            if (!_stop) continue;
            stopping ??= options.Time.GetTimestamp();
            if (options.Time.GetElapsedTime(stopping.Value) > FarewellTimeout) return null;
        }
    }

    private int KeepAliveSeconds => (int)options.Broker.KeepAlive.TotalSeconds;
}
