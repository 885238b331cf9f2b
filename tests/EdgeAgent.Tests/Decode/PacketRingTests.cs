using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Agent.Tests.Decode;

public sealed class PacketRingTests
{
    private static readonly AVRational Milliseconds = new() { num = 1, den = 1000 };

    [Fact]
    public void Ring_reaches_back_three_seconds_and_begins_with_a_key_frame()
    {
        using PacketRing ring = new(PacketRingLimits.MainStream, Milliseconds);
        Assert.False(Add(ring, 0, key: false));
        for (int i = 0; i < 250; i++)
        {
            Assert.True(Add(ring, i * 40, key: i % 25 == 0));
            Assert.True(AvPackets.IsKey(ring[0]));
            long span = AvPackets.TimeStamp(ring[ring.Count - 1]) - AvPackets.TimeStamp(ring[0]);
            Assert.InRange(span, Math.Min(3000, i * 40), 4000);
        }
        int nearest = ring.Nearest(8019);
        Assert.Equal(8000, AvPackets.TimeStamp(ring[nearest]));
        Assert.Equal(8000, AvPackets.TimeStamp(ring[ring.KeyBefore(nearest)]));
        Assert.Equal(8000, AvPackets.TimeStamp(ring[ring.KeyBefore(nearest + 24)]));
    }

    [Fact]
    public void Ring_that_is_full_lets_whole_groups_go_and_never_holds_more_than_its_bounds()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        PacketRingLimits limits = new(TimeSpan.FromSeconds(3), 4000, 50);
        using PacketRing ring = new(limits, Milliseconds);
        long time = 0;
        for (int i = 0; i < 5000; i++)
        {
            Add(ring, time += random.Next(1, 200), random.Next(12) == 0, random.Next(1, 5) == 1 ? random.Next(1, 4500) : random.Next(1, 200));
            string what = $"seed {seed}, packet {i}";
            Assert.True(ring.Count <= 50 && ring.Bytes <= 4000, what);
            long bytes = 0;
            for (int p = 0; p < ring.Count; p++) bytes += AvPackets.Size(ring[p]);
            Assert.True(bytes == ring.Bytes, what);
            Assert.True(ring.Count == 0 || AvPackets.IsKey(ring[0]), what);
        }
        ring.Clear();
        Assert.Equal((0, 0L, -1), (ring.Count, ring.Bytes, ring.Nearest(0)));
    }

    // The ring looks at stamps, flags and sizes only: the packets have no bytes.
    private static unsafe bool Add(PacketRing ring, long stamp, bool key, int size = 100)
    {
        using AvPacketHandle packet = AvPackets.Allocate();
        AVPacket* native = packet.Pointer;
        (native->pts, native->dts, native->flags, native->size) = (stamp, stamp, key ? AvCode.AV_PKT_FLAG_KEY : 0, size);
        return ring.Add(packet);
    }
}
