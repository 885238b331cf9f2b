using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;
using Transport.Tests.Broker;

namespace Transport.Tests.Uplink;

public sealed class StreamSchedulerTests
{
    [Fact]
    public void Streams_share_the_link_by_weight_evenly_spread()
    {
        StreamCursor[] streams = [Cursor("sys"), Cursor("cam1"), Cursor("cam1.kf")];
        string[] chosen = [.. Enumerable.Range(0, 80).Select(_ => StreamScheduler.Choose(streams)!.Key.Stream)];
        Assert.Equal((40, 30, 10), (chosen.Count(c => c == "sys"), chosen.Count(c => c == "cam1"), chosen.Count(c => c == "cam1.kf")));
        // Evenly: in every eight choices each has its share.
        for (int i = 0; i < 80; i += 8) Assert.Equal(4, chosen[i..(i + 8)].Count(c => c == "sys"));
    }

    [Fact]
    public void A_stream_that_is_alone_gets_everything_and_owes_nothing_later()
    {
        StreamCursor camera = Cursor("cam1");
        StreamCursor system = Cursor("sys");
        for (int i = 0; i < 1000; i++) Assert.Same(camera, StreamScheduler.Choose([camera]));
        string[] chosen = [.. Enumerable.Range(0, 7).Select(_ => StreamScheduler.Choose([camera, system])!.Key.Stream)];
        Assert.Equal(3, chosen.Count(c => c == "cam1"));
    }

    [Fact]
    public void Nothing_is_chosen_from_nothing() => Assert.Null(StreamScheduler.Choose([]));

    private static StreamCursor Cursor(string stream) =>
        new(new StreamKey(stream, 1), new MemoryRecords(), new Backoff(TimeSpan.Zero, TimeSpan.Zero, new Random(1)), 1000, null);
}
