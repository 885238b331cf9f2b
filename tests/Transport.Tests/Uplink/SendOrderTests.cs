using System.Collections.Concurrent;
using SafeCity.Edge.Transport.Native.Mosquitto;
using Transport.Tests.Broker;

namespace Transport.Tests.Uplink;

public sealed class SendOrderTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Publications_beyond_the_places_in_flight_go_out_in_the_order_of_their_calls(int inFlightMax)
    {
        await using RudeBroker broker = new((_, _) => 0);
        await using MqttClient client = MqttClient.Create(
            new MqttClientOptions { Broker = broker.Options, ClientId = "x", Time = TimeProvider.System, InFlightMax = inFlightMax });
        await client.ConnectAsync();
        string[] topics = [.. Enumerable.Range(1, 2000).Select(n => $"a/{n}")];
        Assert.All(
            await Task.WhenAll(topics.Select(t => client.PublishAsync(t, new byte[1], new MqttPublishOptions()))),
            r => Assert.Equal(MqttReason.Success, r));
        Assert.Equal(topics, broker.Published.Select(p => p.Topic));
    }

    [Fact]
    public async Task Records_keep_their_order_beside_messages_that_take_places_in_flight_too()
    {
        await using RudeBroker broker = new((_, _) => 0);
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 3000);
        await using TestUplink uplink = TestUplink.Start(
            broker.Options, records, o => o with { InFlightMax = 3, HealthInterval = TimeSpan.FromMilliseconds(1) });
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains(broker.Published, p => p.Topic == TestUplink.Topics.Health);
        Assert.Equal(
            Enumerable.Range(1, 3000).Select(n => $"{n}"),
            broker.Published.Where(p => p.Topic.Contains("/evt/")).Select(p => System.Text.Encoding.ASCII.GetString(p.Payload)));
    }

    [Fact]
    public async Task Wait_for_a_turn_can_be_given_up_and_its_message_is_never_sent()
    {
        SendOrder order = new(1);
        TaskCompletionSource<MqttReason> first = new();
        ConcurrentQueue<int> sent = new();
        Task<MqttReason> one = order.SendAsync(() => Note(1, first.Task), CancellationToken.None);
        using CancellationTokenSource giveUp = new();
        Task<MqttReason> two = order.SendAsync(() => Note(2, first.Task), giveUp.Token);
        Task<MqttReason> three = order.SendAsync(() => Note(3, Task.FromResult(MqttReason.NotAuthorized)), CancellationToken.None);
        await giveUp.CancelAsync();
        await Assert.ThrowsAsync<TaskCanceledException>(() => two);
        first.SetResult(MqttReason.Success);
        Assert.Equal((MqttReason.Success, MqttReason.NotAuthorized), (await one, await three));
        Assert.Equal([1, 3], sent);
        return;

        Task<MqttReason> Note(int number, Task<MqttReason> reply)
        {
            sent.Enqueue(number);
            return reply;
        }
    }

    [Fact]
    public async Task Fault_of_one_message_is_its_caller_s_and_frees_its_place()
    {
        SendOrder order = new(1);
        TaskCompletionSource<MqttReason> first = new();
        Task<MqttReason> one = order.SendAsync(() => first.Task, CancellationToken.None);
        Task<MqttReason> two = order.SendAsync(() => throw new MqttException(MqttFailure.TooLarge, "too large"), CancellationToken.None);
        Task<MqttReason> three = order.SendAsync(() => Task.FromResult(MqttReason.Success), CancellationToken.None);
        first.SetResult(MqttReason.Success);
        await one;
        await Assert.ThrowsAsync<MqttException>(() => two);
        Assert.Equal(MqttReason.Success, await three);
    }
}
