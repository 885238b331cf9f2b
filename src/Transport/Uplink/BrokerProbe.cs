using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>Tries a broker once: connects, publishes one small message below the device's topic, and leaves. For checks; no record is sent.</summary>
public static class BrokerProbe
{
    /// <summary>Never throws for an operating fault: what is wrong is part of the result.</summary>
    /// <param name="broker">Where and how.</param>
    /// <param name="device">Whose topics are used: <c>{root}/diag/probe</c>.</param>
    /// <param name="time">Measures.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DllNotFoundException">libmosquitto is missing.</exception>
    public static async Task<BrokerProbeResult> RunAsync(BrokerOptions broker, DeviceIdentity device, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(broker);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(time);
        try
        {
            MqttClientOptions options = new() { Broker = broker, ClientId = $"safecity-edge-probe-{Guid.NewGuid():N}", Time = time };
            await using MqttClient client = MqttClient.Create(options);
            long started = time.GetTimestamp();
            await client.ConnectAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan connected = time.GetElapsedTime(started);
            started = time.GetTimestamp();
            MqttReason reason = await client.PublishAsync($"{device.TopicRoot}/diag/probe", "{}"u8.ToArray(), new MqttPublishOptions(), cancellationToken)
                .WaitAsync(broker.ConnectTimeout, time, cancellationToken).ConfigureAwait(false);
            return new BrokerProbeResult(connected, time.GetElapsedTime(started), (int)reason, null);
        }
        catch (Exception e) when (e is MqttException or TimeoutException)
        {
            return new BrokerProbeResult(null, null, null, e is TimeoutException ? $"the broker at {broker.Address} acknowledges nothing" : e.Message);
        }
    }
}
