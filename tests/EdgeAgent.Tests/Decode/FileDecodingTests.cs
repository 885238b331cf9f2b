using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Decode;

public sealed class FileDecodingTests
{
    [Fact]
    public void Decoder_reads_every_frame_of_a_clip_with_its_size_and_time()
    {
        using VideoDecoder decoder = Open(TestClips.H264Mp4);
        using DecodedFrame frame = new();
        List<double> seconds = [];
        while (decoder.Read(frame) == DecodeResult.Frame)
        {
            Assert.Equal(seconds.Count, frame.Number);
            Assert.Equal((320, 240), (frame.Width, frame.Height));
            seconds.Add(frame.Time.Seconds);
        }
        Assert.Equal(20, seconds.Count);
        for (int i = 0; i < seconds.Count; i++) Assert.Equal(i * 0.1, seconds[i], precision: 6);
        Assert.Equal(0, decoder.DecodeErrors);
        Assert.Equal(("h264", 10.0, "yuv420p"), (decoder.Info.Codec, decoder.Info.FramesPerSecond, decoder.Info.PixelFormat));
        Assert.Equal(2, decoder.Info.Duration!.Value.TotalSeconds, precision: 2);
        Assert.Equal(DecodeResult.EndOfStream, decoder.Read(frame));
    }

    [Fact]
    public void Reading_allocates_nothing_on_the_managed_heap_per_frame()
    {
        string clip = TestClips.Make(
            "long.mp4", "testsrc2=size=320x240:rate=25:duration=12", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p");
        using VideoDecoder decoder = Open(clip);
        using DecodedFrame frame = new();
        for (int i = 0; i < 50; i++) Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
        AllocationCheck allocations = AllocationCheck.Start();
        int sum = 0;
        for (int i = 0; i < 200; i++)
        {
            if (decoder.Read(frame) != DecodeResult.Frame) break;
            ImageView view = frame.View;
            sum += view.Y[view.YStride];
        }
        allocations.AssertNone();
        Assert.True(sum > 0);
        Assert.Equal(250, decoder.Frames);
    }

    internal static VideoDecoder Open(string path, VideoDecoderOptions? options = null) =>
        VideoDecoder.Open(VideoSource.Parse(path), options ?? new VideoDecoderOptions(), TimeProvider.System);
}
