using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using SafeCity.Edge.Transport.Uplink;


namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>
/// One connection to a broker, from connecting to its end: it never reconnects, a new connection is a new client. Safe to call
/// from any thread. What the rest of the project sees of libmosquitto.
/// </summary>
internal sealed class MqttClient : IAsyncDisposable
{
    // Farewell, loop and handler together; a thread that is held by a name server ends, and frees its client, later.
    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(5);

    private readonly MqttClientOptions _options;
    private readonly MosquittoHandle _client;
    private readonly MqttSession _session;
    private readonly MqttLoop _loop;
    private Task _dispatcher = Task.CompletedTask;
    private SendOrder? _order;
    private bool _started;

    private MqttClient(MqttClientOptions options, MosquittoHandle client, MqttSession session)
    {
        _options = options;
        _client = client;
        _session = session;
        _loop = new MqttLoop(client, session, options);
    }

    /// <summary>Completes when the connection has ended: null after <see cref="DisposeAsync"/>, else why. Never faults.</summary>
    public Task<MqttException?> Disconnected => _session.Ended;

    /// <summary>What the broker said; throws before <see cref="ConnectAsync"/> has succeeded.</summary>
    public MqttBrokerLimits Limits => _session.Accepted.IsCompletedSuccessfully ? _session.Accepted.Result : throw NotConnected();

    /// <summary>Publications of QoS 1 in flight at most: ours, or the broker's Receive Maximum if that is less.</summary>
    public int InFlightMax => Math.Min(_options.InFlightMax, Limits.ReceiveMaximum);

    /// <summary>A client that is not connected yet.</summary>
    /// <exception cref="MqttException">An option is not accepted by the library; the message says which.</exception>
    /// <exception cref="DllNotFoundException">The library is missing or has another version.</exception>
    public static MqttClient Create(MqttClientOptions options)
    {
        _ = MosquittoLibrary.Version;
        MqttSession session = new(options.MessageQueueLimit, options.HandlerPatience);
        MosquittoHandle client = MosquittoHandle.Open(options.ClientId, options.CleanStart, session);
        try
        {
            MqttClientSetup.Apply(client, options);
            MqttCallbacks.Attach(client);
            return new MqttClient(options, client, session);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Connects; at most once. Returns within the connect time-out, or at once when cancelled.</summary>
    /// <exception cref="MqttException">It did not come about; the kind and the message say why.</exception>
    public async Task<MqttBrokerLimits> ConnectAsync(CancellationToken cancellationToken = default)
    {
        if (_started) throw new InvalidOperationException("a client connects once: create another");
        _started = true;
        try
        {
            long start = _options.Time.GetTimestamp();
            IReadOnlyList<MqttEndpoint> endpoints = await ResolveAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan left = _options.Broker.ConnectTimeout - _options.Time.GetElapsedTime(start);
            _dispatcher = DispatchAsync();
            _loop.Start(endpoints, left);
            // The loop keeps the time itself, unless the system holds it; then this does.
            MqttBrokerLimits limits = await _session.Accepted
                .WaitAsync(left + TimeSpan.FromSeconds(1), _options.Time, cancellationToken).ConfigureAwait(false);
            _order = new SendOrder(InFlightMax);
            return limits;
        }
        catch (Exception e)
        {
            Stop();
            if (e is TimeoutException)
                throw new MqttException(MqttFailure.TimedOut,
                    $"the broker at {_options.Broker.Address} did not answer in time: check the address and the name server");
            throw;
        }
    }

    /// <summary>
    /// Publishes, waiting for a free place in flight. A token cancels only that wait: what was handed to the library stays in
    /// flight. Messages of QoS 1 go out in the order of the calls.
    /// </summary>
    /// <returns>The broker's reason; with MQTT 3.1.1 and with QoS 0 always <see cref="MqttReason.Success"/>.</returns>
    /// <exception cref="MqttException">The connection has ended, or the message is larger than the broker takes.</exception>
    public async Task<MqttReason> PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, MqttPublishOptions options, CancellationToken cancellationToken = default)
    {
        SendOrder order = _order ?? throw NotConnected();
        if (options.Qos == 0) return await Send(topic, payload.Span, options).ConfigureAwait(false);
        return await order.SendAsync(() => Send(topic, payload.Span, options), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Subscribes with QoS 1.</summary>
    /// <param name="filters">Topic filters, one or more.</param>
    /// <param name="noLocal">True: what this client publishes does not come back (MQTT 5).</param>
    /// <param name="cancellationToken">Cancels the wait for the answer.</param>
    /// <exception cref="MqttException">The broker refused a filter, named in the message; or the connection has ended.</exception>
    public async Task SubscribeAsync(IReadOnlyList<string> filters, bool noLocal = false, CancellationToken cancellationToken = default)
    {
        MqttReason[] reasons = await Subscribe(filters, noLocal).WaitAsync(cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < reasons.Length; i++)
        {
            if (reasons[i] >= MqttReason.Unspecified)
                throw new MqttException(MqttFailure.Refused, $"the broker refused the subscription to '{filters[i]}' " +
                    $"({MqttError.Describe(reasons[i])}): grant this client read access to it", reasons[i]);
        }
    }

    /// <summary>Says DISCONNECT when connected, ends the loop, destroys the client; bounded, never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        Task all = Task.WhenAll(_session.Ended, _dispatcher);
        await Task.WhenAny(all, Task.Delay(DisposeTimeout, _options.Time, CancellationToken.None)).ConfigureAwait(false);
    }

    private static InvalidOperationException NotConnected() => new("the client is not connected: await ConnectAsync first");

    private void Stop()
    {
        if (_dispatcher != Task.CompletedTask)
        {
            _loop.RequestStop();
            return;
        }
        // The thread that would do it was never started.
        _client.Dispose();
        _session.End(null);
    }

    private unsafe Task<MqttReason> Send(string topic, ReadOnlySpan<byte> payload, MqttPublishOptions options)
    {
        using MqttPropertyListHandle properties = new();
        if (_options.Broker.Protocol == MqttProtocol.V5)
        {
            properties.Add(Interop.Mosquitto.MQTT_PROP_MESSAGE_EXPIRY_INTERVAL, (uint?)options.Expiry?.TotalSeconds);
            properties.Add(Interop.Mosquitto.MQTT_PROP_CONTENT_TYPE, options.ContentType);
            properties.Add(Interop.Mosquitto.MQTT_PROP_RESPONSE_TOPIC, options.ResponseTopic);
            properties.Add(Interop.Mosquitto.MQTT_PROP_CORRELATION_DATA, options.CorrelationData.Span);
        }
        try
        {
            fixed (byte* bytes = payload)
            {
                int code = Interop.Mosquitto.mosquitto_publish_v5(_client, out int id, topic, payload.Length, bytes, options.Qos,
                    options.Retain, properties.Native);
                MqttError.ThrowIfFailed(code, $"publishing {payload.Length} bytes to {topic}");
                return _session.Publications.Expect(id);
            }
        }
        catch (ObjectDisposedException)
        {
            // The loop has ended and destroyed the client: the same fault as if it had ended a moment later.
            return _session.Publications.Expect(int.MinValue);
        }
    }

    private unsafe Task<MqttReason[]> Subscribe(IReadOnlyList<string> filters, bool noLocal)
    {
        byte** native = stackalloc byte*[filters.Count];
        int options = noLocal && _options.Broker.Protocol == MqttProtocol.V5 ? Interop.Mosquitto.MQTT_SUB_OPT_NO_LOCAL : 0;
        try
        {
            for (int i = 0; i < filters.Count; i++) native[i] = (byte*)Marshal.StringToCoTaskMemUTF8(filters[i]);
            int code = Interop.Mosquitto.mosquitto_subscribe_multiple(_client, out int id, filters.Count, native, 1, options, IntPtr.Zero);
            MqttError.ThrowIfFailed(code, $"subscribing to {string.Join(", ", filters)}");
            return _session.Subscriptions.Expect(id);
        }
        catch (ObjectDisposedException)
        {
            return _session.Subscriptions.Expect(int.MinValue);
        }
        finally
        {
            for (int i = 0; i < filters.Count; i++) Marshal.FreeCoTaskMem((IntPtr)native[i]);
        }
    }

    /// <summary>
    /// The addresses of the broker's name. The library tries only the first when it does not block, and "localhost" is often ::1
    /// first. With TLS it must get the name itself, which it compares with the certificate: then an own address of either family
    /// makes it choose.
    /// </summary>
    private async Task<IReadOnlyList<MqttEndpoint>> ResolveAsync(CancellationToken cancellationToken)
    {
        BrokerOptions broker = _options.Broker;
        if (IPAddress.TryParse(broker.Host, out _)) return [new MqttEndpoint(broker.Host, null)];
        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(broker.Host, cancellationToken)
                .WaitAsync(broker.ConnectTimeout, _options.Time, cancellationToken).ConfigureAwait(false);
            if (broker.Tls is null) return [.. addresses.Select(a => new MqttEndpoint(a.ToString(), null))];
            bool mixed = addresses.Select(a => a.AddressFamily).Distinct().Count() > 1;
            return mixed ? [new MqttEndpoint(broker.Host, "::"), new MqttEndpoint(broker.Host, "0.0.0.0")]
                : [new MqttEndpoint(broker.Host, null)];
        }
        catch (SocketException e)
        {
            throw new MqttException(MqttFailure.Unreachable,
                $"the broker's name {broker.Host} is not known ({e.Message}): check the address and the name server");
        }
    }

    private async Task DispatchAsync()
    {
        // Off the caller's thread, so that a handler never runs inside ConnectAsync.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await foreach (MqttMessage message in _session.Messages.ReadAllAsync().ConfigureAwait(false))
        {
            if (_options.OnMessage is not { } handler) continue;
            try
            {
                await handler(message).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                _session.Fail(string.Create(CultureInfo.InvariantCulture,
                    $"handling a message of {message.Topic} failed with {e.GetType().Name}: {e.Message}"));
                return;
            }
        }
    }
}
