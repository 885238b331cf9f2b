using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Tests.KeyFrames;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Decode;

/// <summary>Every pixel format arrives as 8-bit 4:2:0, and shows the same picture.</summary>
public sealed class PixelFormatTests
{
    private const string Pattern = "testsrc2=size=322x242:rate=5:duration=1";

    [Theory]
    [InlineData("yuv420p", false)]
    [InlineData("yuv422p", false)]
    [InlineData("yuv444p", false)]
    [InlineData("yuv420p10le", false)]
    [InlineData("yuv444p12le", false)]
    [InlineData("gray", true)]
    [InlineData("rgb24", true)]
    [InlineData("bgra", true)]
    public void Frames_of_a_format_show_the_same_picture(string format, bool fullRange)
    {
        // FFV1 loses nothing; RGB formats that it lacks go as raw pictures.
        string codec = format == "rgb24" ? "rawvideo" : "ffv1";
        string path = TestClips.Make($"{format}.nut", Pattern, $"-c:v {codec} -pix_fmt {format}");
        string reference = TestClips.Make("reference.nut", Pattern, "-c:v ffv1 -pix_fmt yuv420p");
        using VideoDecoder a = FileDecodingTests.Open(path), b = FileDecodingTests.Open(reference);
        using DecodedFrame frame = new(), plain = new();
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(DecodeResult.Frame, a.Read(frame));
            Assert.Equal(DecodeResult.Frame, b.Read(plain));
            ImageView view = frame.View;
            Assert.Equal((PixelLayout.I420, 322, 242), (view.Layout, view.Width, view.Height));
            Assert.Equal(fullRange, view.FullRange);
            Assert.InRange(TestPictures.PeakSignalToNoise(FullRange(plain.View), FullRange(view)), 36, 99);
        }
        Assert.Equal(DecodeResult.EndOfStream, a.Read(frame));
    }

    [Theory]
    [InlineData("still.png", "-frames:v 1 -pix_fmt rgb24")]
    [InlineData("alpha.png", "-frames:v 1 -pix_fmt rgba")]
    [InlineData("palette.png", "-frames:v 1 -pix_fmt pal8")]
    [InlineData("deep.png", "-frames:v 1 -pix_fmt rgb48be")]
    [InlineData("still.jpg", "-frames:v 1 -pix_fmt yuvj420p -q:v 2")]
    [InlineData("still444.jpg", "-frames:v 1 -pix_fmt yuvj444p -q:v 2")]
    [InlineData("odd{1}[2]%d*.jpg", "-frames:v 1 -pix_fmt yuvj420p -q:v 2 -update 1")]
    [InlineData("still.bmp", "-frames:v 1 -pix_fmt bgr24")]
    public void Picture_file_is_a_clip_of_one_frame(string name, string encoding)
    {
        // ffmpeg itself takes % in a name for a counter: it writes a plain name, which is then moved.
        string plain = TestClips.Make("x-" + name.Replace('%', '_').Replace('*', '_'), Pattern, encoding);
        string path = TestClips.Write(name, File.ReadAllBytes(plain));
        using VideoDecoder decoder = FileDecodingTests.Open(path);
        using DecodedFrame frame = new();
        Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
        ImageView view = frame.View;
        Assert.Equal((322, 242, 0L, 0L), (view.Width, view.Height, frame.Number, frame.Time.Nanoseconds));
        Assert.True(view.FullRange);
        using VideoDecoder reference = FileDecodingTests.Open(TestClips.Make("reference.nut", Pattern, "-c:v ffv1 -pix_fmt yuv420p"));
        using DecodedFrame expected = new();
        Assert.Equal(DecodeResult.Frame, reference.Read(expected));
        double fidelity = TestPictures.PeakSignalToNoise(FullRange(expected.View), view);
        Assert.True(fidelity > (name.StartsWith("palette", StringComparison.Ordinal) ? 20 : 33), $"{fidelity:F1} dB");
        Assert.Equal(DecodeResult.EndOfStream, decoder.Read(frame));
        Assert.Null(decoder.Info.Duration);
    }

    [Fact]
    public void Frames_change_size_in_mid_stream()
    {
        byte[] small = File.ReadAllBytes(
            TestClips.Make("small.h264", "testsrc2=size=320x240:rate=10:duration=1", "-c:v libx264 -pix_fmt yuv420p"));
        byte[] large = File.ReadAllBytes(
            TestClips.Make("large.h264", "testsrc2=size=640x352:rate=10:duration=1", "-c:v libx264 -pix_fmt yuv420p"));
        using VideoDecoder decoder = FileDecodingTests.Open(TestClips.Write("changes.h264", [.. small, .. large, .. small]));
        using DecodedFrame frame = new();
        List<(int, int)> sizes = [];
        long last = -1;
        while (decoder.Read(frame) == DecodeResult.Frame)
        {
            Assert.True(frame.Time.Nanoseconds >= last);
            last = frame.Time.Nanoseconds;
            ImageView view = frame.View;
            Assert.True(view.Y.Length >= view.Width * view.Height);
            sizes.Add((view.Width, view.Height));
        }
        IEnumerable<(int, int)> smallSizes = Enumerable.Repeat((320, 240), 10), largeSizes = Enumerable.Repeat((640, 352), 10);
        (int, int)[] expected = [.. smallSizes, .. largeSizes, .. smallSizes];
        Assert.Equal(expected, sizes);
        Assert.Equal(0, decoder.DecodeErrors);
    }

    [Fact]
    public void Range_and_matrix_come_from_the_stream()
    {
        const string Tags = "-c:v libx264 -vf setparams=range={0}:colorspace={1}:color_primaries=bt709:color_trc=bt709 -pix_fmt yuv420p";
        foreach ((string range, string matrix) in new[] { ("pc", "bt709"), ("tv", "bt709"), ("tv", "smpte170m"), ("pc", "smpte170m") })
        {
            string encoding = string.Format(System.Globalization.CultureInfo.InvariantCulture, Tags, range, matrix);
            using VideoDecoder decoder = FileDecodingTests.Open(TestClips.Make($"{range}-{matrix}.mkv", Pattern, encoding));
            using DecodedFrame frame = new();
            Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
            Assert.Equal(
                (range == "pc", matrix == "bt709" ? ColorMatrix.Bt709 : ColorMatrix.Bt601), (frame.View.FullRange, frame.View.Matrix));
        }
    }

    [Fact]
    public void Converted_frames_allocate_nothing_on_the_managed_heap()
    {
        string path = TestClips.Make("long444.nut", "testsrc2=size=160x120:rate=25:duration=8", "-c:v ffv1 -pix_fmt yuv444p");
        using VideoDecoder decoder = FileDecodingTests.Open(path);
        using DecodedFrame frame = new();
        for (int i = 0; i < 60; i++) decoder.Read(frame);
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 100; i++) decoder.Read(frame);
        allocations.AssertNone();
        Assert.Equal(160, decoder.Frames);
    }

    /// <summary>The luma alone, stretched to 0..255, so that ranges can be compared.</summary>
    internal static ImageView FullRange(ImageView view)
    {
        byte[] luma = new byte[view.Width * view.Height];
        for (int y = 0; y < view.Height; y++)
        {
            for (int x = 0; x < view.Width; x++)
            {
                double value = view.Y[(y * view.YStride) + x];
                luma[(y * view.Width) + x] = (byte)Math.Clamp(Math.Round(view.FullRange ? value : (value - 16) * 255 / 219), 0, 255);
            }
        }
        return new ImageView(PixelLayout.Gray8, view.Width, view.Height, true, view.Matrix, luma, view.Width, default, default, 0);
    }
}
