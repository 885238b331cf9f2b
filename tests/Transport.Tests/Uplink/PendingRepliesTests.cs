using SafeCity.Edge.Transport.Native.Mosquitto;

namespace Transport.Tests.Uplink;

public sealed class PendingRepliesTests
{
    [Fact]
    public async Task Reply_that_comes_before_the_id_is_known_is_not_lost()
    {
        PendingReplies<int> replies = new();
        replies.Complete(7, 42);
        Assert.Equal(42, await replies.Expect(7));
        Task<int> again = replies.Expect(7);
        Assert.False(again.IsCompleted);
        replies.Complete(7, 43);
        Assert.Equal(43, await again);
    }

    [Fact]
    public async Task Both_sides_racing_always_meet()
    {
        PendingReplies<int> replies = new();
        for (int round = 0; round < 20; round++)
        {
            using Barrier barrier = new(2);
            Task answers = Task.Run(() =>
            {
                barrier.SignalAndWait();
                for (int id = 1; id <= 2000; id++) replies.Complete(id, id);
            });
            Task<int>[] expected = new Task<int>[2000];
            barrier.SignalAndWait();
            for (int id = 1; id <= 2000; id++) expected[id - 1] = replies.Expect(id);
            await answers;
            Assert.Equal(Enumerable.Range(1, 2000), await Task.WhenAll(expected));
            Assert.Equal(0, replies.Count);
        }
    }

    [Fact]
    public async Task End_fails_what_waits_and_what_comes_later()
    {
        PendingReplies<int> replies = new();
        Task<int> waiting = replies.Expect(1);
        replies.End(new IOException("gone"));
        await Assert.ThrowsAsync<IOException>(() => waiting);
        await Assert.ThrowsAsync<IOException>(() => replies.Expect(2));
    }
}
