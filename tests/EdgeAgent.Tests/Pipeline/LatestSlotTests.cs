using SafeCity.Edge.Agent.Pipeline;

namespace SafeCity.Edge.Agent.Tests.Pipeline;

public sealed class LatestSlotTests
{
    private sealed class Item
    {
        public int Value { get; set; }
    }

    [Fact]
    public void The_newest_item_wins_and_the_displacement_is_told()
    {
        LatestSlot<Item> slot = new(new Item(), waitWhenFull: false);
        Item producer = new() { Value = 1 }, consumer = new();
        Assert.True(slot.Offer(ref producer));
        producer.Value = 2;
        Assert.False(slot.Offer(ref producer));
        Assert.Equal(1, producer.Value);
        Assert.True(slot.Take(ref consumer));
        Assert.Equal(2, consumer.Value);
    }

    [Fact]
    public void Three_items_circulate_and_none_is_held_twice()
    {
        Item a = new(), b = new(), c = new();
        LatestSlot<Item> slot = new(a, waitWhenFull: false);
        Item producer = b, consumer = c;
        for (int i = 0; i < 100; i++)
        {
            slot.Offer(ref producer);
            if (i % 3 == 0) slot.Take(ref consumer);
            Assert.NotSame(producer, consumer);
        }
    }

    [Fact]
    public async Task A_producer_that_must_not_drop_waits_for_the_consumer()
    {
        LatestSlot<Item> slot = new(new Item(), waitWhenFull: true);
        List<int> seen = [];
        Task producer = Task.Run(() =>
        {
            Item item = new();
            for (int i = 1; i <= 1000; i++)
            {
                item.Value = i;
                Assert.True(slot.Offer(ref item));
            }
            slot.Complete();
        });
        Item taken = new();
        while (slot.Take(ref taken)) seen.Add(taken.Value);
        await producer.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Enumerable.Range(1, 1000), seen);
    }

    [Fact]
    public void What_was_offered_before_completion_is_still_taken()
    {
        LatestSlot<Item> slot = new(new Item(), waitWhenFull: false);
        Item producer = new() { Value = 7 }, consumer = new();
        slot.Offer(ref producer);
        slot.Complete();
        Assert.True(slot.Take(ref consumer));
        Assert.Equal(7, consumer.Value);
        Assert.False(slot.Take(ref consumer));
    }

    [Fact]
    public async Task Completion_wakes_a_producer_whose_consumer_has_failed()
    {
        LatestSlot<Item> slot = new(new Item(), waitWhenFull: true);
        Item item = new();
        slot.Offer(ref item);
        Task blocked = Task.Run(() => slot.Offer(ref item));
        slot.Complete();
        await blocked.WaitAsync(TimeSpan.FromSeconds(10));
    }
}
