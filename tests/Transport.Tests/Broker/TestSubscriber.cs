using System.Collections.Concurrent;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Broker;

/// <summary>A plain client that keeps what it receives.</summary>
internal sealed class TestSubscriber : IAsyncDisposable
{
    private readonly MqttClient _client;
    private readonly ConcurrentQueue<MqttMessage> _messages = new();

    private TestSubscriber(BrokerOptions broker) => _client = MqttClient.Create(new MqttClientOptions
    {
        Broker = broker,
        ClientId = $"subscriber-{Guid.NewGuid():N}",
        Time = TimeProvider.System,
        OnMessage = message =>
        {
            _messages.Enqueue(message);
            return ValueTask.CompletedTask;
        },
    });

    internal MqttClient Client => _client;

    internal IReadOnlyList<MqttMessage> Messages => [.. _messages];

    internal static async Task<TestSubscriber> ListenAsync(BrokerOptions broker, params string[] filters)
    {
        TestSubscriber subscriber = new(broker);
        await subscriber._client.ConnectAsync();
        await subscriber._client.SubscribeAsync(filters);
        return subscriber;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
