using System.Text;
using SafeCity.Edge.Transport.Contract;
using Transport.Tests.Broker;

namespace Transport.Tests.Uplink;

public sealed class KeyFramePumpTests
{
    [SkippableTheory]
    [InlineData("", 96 * 1024)]
    [InlineData("max_packet_size 20000", 20_000)]
    public async Task Key_frames_arrive_whole_in_chunks_that_the_broker_takes(string settings, int packetBytesMax)
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync(settings);
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.KeyFrames("cam1"));
        MemoryRecords records = new();
        byte[][] images = [.. new[] { 1, 50_000, 200_000, 512 * 1024 }.Select(Image)];
        foreach (byte[] image in images) AddKeyFrame(records, image);
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(4, records.Acknowledgements);
        await Eventually.True(() => platform.Messages.Count == uplink.Statistics.Published, "all chunks");

        List<byte[]> joined = [];
        foreach (var message in platform.Messages)
        {
            Assert.True(message.Payload.Length <= packetBytesMax, $"{message.Payload.Length} bytes");
            Assert.True(KeyFrameChunk.TryDecode(message.Payload, out KeyFrameChunk? chunk, out string? fault), fault);
            Assert.Equal(Body, Encoding.UTF8.GetString(chunk!.Body.Span));
            if (chunk.Index == 0) joined.Add([]);
            Assert.Equal(joined[^1].Length, chunk.Offset);
            joined[^1] = [.. joined[^1], .. chunk.Image.Span];
        }
        Assert.Equal(images, joined);
    }

    [SkippableFact]
    public async Task Record_that_no_packet_can_hold_is_reported_and_later_ones_go_on()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync("max_packet_size 2000");
        await using TestSubscriber platform = await TestSubscriber.ListenAsync(broker.Options, TestUplink.Topics.Everything);
        MemoryRecords records = new();
        TestUplink.AddEvents(records, 1, 2);
        records.Add(TestUplink.Camera, TestUplink.Topics.Event("cam1", "track"), new string('x', 5000));
        TestUplink.AddEvents(records, 4, 5);
        records.Add(TestUplink.KeyFrames, TestUplink.Topics.KeyFrames("cam1"), $$"""{"note":"{{new string('x', 5000)}}"}""", Image(10));
        AddKeyFrame(records, Image(5000));
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        await Eventually.True(() => uplink.Statistics.Rejected == 2 && records.Unacknowledged == 2, "the rest is acknowledged");
        Assert.Contains("cannot be sent", uplink.Statistics.LastError);
        Assert.Equal(1, uplink.Statistics.Connects);
    }

    [Fact]
    public async Task Key_frame_of_which_one_chunk_is_refused_is_sent_again_whole()
    {
        bool refused = false;
        await using RudeBroker broker = new((topic, payload) =>
        {
            if (refused || !topic.Contains("/kf/") || !KeyFrameChunk.TryDecode(payload, out KeyFrameChunk? chunk, out _)
                || chunk!.Index != 2) return 0;
            refused = true;
            return 0x97;
        });
        MemoryRecords records = new();
        AddKeyFrame(records, Image(400_000));
        await using TestUplink uplink = TestUplink.Start(broker.Options, records);
        Assert.True(await uplink.Uplink.DrainAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(1, records.Acknowledgements);
        int[] indexes = [.. broker.Published.Where(p => p.Topic.Contains("/kf/"))
            .Select(p => KeyFrameChunk.TryDecode(p.Payload, out KeyFrameChunk? c, out _) ? c!.Index : -1)];
        Assert.Equal([0, 1, 2, 3, 4], indexes[^5..]);
        Assert.True(indexes.Length > 5);
    }

    private const string Body = """{"id":"d7f3a1.cam1.kf.1789987200.1","masking":"none"}""";

    private static void AddKeyFrame(MemoryRecords records, byte[] image) =>
        records.Add(TestUplink.KeyFrames, TestUplink.Topics.KeyFrames("cam1"), Body, image);

    private static byte[] Image(int bytes)
    {
        byte[] image = new byte[bytes];
        new Random(bytes).NextBytes(image);
        return image;
    }
}
