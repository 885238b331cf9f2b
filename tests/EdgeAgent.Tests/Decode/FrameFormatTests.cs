using System.Globalization;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Agent.Tests.Decode;

/// <summary>
/// A picture of four coloured quarters, through real encoders, the decoder and the tensor writer: what a model sees of it has the right
/// colours in the right places.
/// </summary>
public sealed class FrameFormatTests
{
    private static readonly (int R, int G, int B)[] Quarters = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)];

    [Theory]
    [InlineData(16, 16, "mkv", "-c:v libx264 -pix_fmt yuv420p")]
    [InlineData(16, 16, "mkv", "-c:v libx265 -pix_fmt yuv420p -x265-params log-level=none")]
    [InlineData(17, 33, "nut", "-c:v ffv1 -pix_fmt yuv420p")]
    [InlineData(17, 33, "avi", "-c:v mjpeg -pix_fmt yuvj420p -q:v 2")]
    [InlineData(17, 33, "mkv", "-c:v libx264 -pix_fmt yuv444p -crf 10")]
    [InlineData(17, 33, "webm", "-c:v libvpx -pix_fmt yuv420p -crf 4 -b:v 2M")]
    [InlineData(33, 17, "nut", "-c:v rawvideo -pix_fmt nv12")]
    [InlineData(1, 1, "nut", "-c:v rawvideo -pix_fmt gray")]
    [InlineData(3, 2, "nut", "-c:v ffv1 -pix_fmt yuv420p")]
    [InlineData(320, 240, "mkv", "-c:v libx264 -pix_fmt yuv420p10le")]
    [InlineData(320, 240, "mkv", "-c:v libx265 -pix_fmt yuv420p10le -x265-params log-level=none")]
    [InlineData(320, 240, "mkv", "-c:v libx264 -pix_fmt yuv422p")]
    [InlineData(320, 240, "mkv", "-c:v libx264 -pix_fmt yuv422p10le")]
    [InlineData(320, 240, "mkv", "-c:v libx264 -pix_fmt yuv444p")]
    [InlineData(320, 240, "mkv", "-c:v libx264rgb -pix_fmt rgb24 -crf 10")]
    [InlineData(320, 240, "mkv", "-c:v libx264 -pix_fmt gray")]
    [InlineData(320, 240, "mkv", "-c:v libx265 -pix_fmt gray -x265-params log-level=none")]
    [InlineData(320, 240, "mkv", "-c:v libx264 -vf scale=out_range=pc -color_range pc -pix_fmt yuv420p")]
    [InlineData(320, 240, "avi", "-c:v mjpeg -pix_fmt yuvj422p -q:v 2")]
    [InlineData(320, 240, "avi", "-c:v mjpeg -pix_fmt yuvj444p -q:v 2")]
    [InlineData(320, 240, "nut", "-c:v rawvideo -pix_fmt nv12")]
    [InlineData(320, 240, "nut", "-c:v rawvideo -pix_fmt nv21")]
    [InlineData(320, 240, "nut", "-c:v rawvideo -pix_fmt yuyv422")]
    [InlineData(320, 240, "nut", "-c:v ffv1 -pix_fmt yuv411p")]
    [InlineData(320, 240, "nut", "-c:v ffv1 -pix_fmt yuv410p")]
    [InlineData(320, 240, "nut", "-c:v ffv1 -pix_fmt gray16le")]
    [InlineData(320, 240, "nut", "-c:v ffv1 -pix_fmt gray10le")]
    [InlineData(7680, 4320, "mkv", "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -frames:v 2")]
    [InlineData(7680, 4320, "jpg", "-pix_fmt yuvj420p -q:v 3 -frames:v 1")]
    public void Tensor_of_a_frame_shows_the_colours_where_they_are(int width, int height, string container, string encoding)
    {
        string path = Clip(width, height, container, encoding);
        bool gray = encoding.Contains("gray", StringComparison.Ordinal);
        using VideoDecoder decoder = FileDecodingTests.Open(path);
        using DecodedFrame frame = new();
        int frames = 0;
        while (decoder.Read(frame) == DecodeResult.Frame)
        {
            Assert.Equal((width, height), (frame.Width, frame.Height));
            if (width > 3) RequireColors(frame.View, gray, encoding);
            frames++;
        }
        Assert.InRange(frames, 1, 5);
        Assert.Equal(0, decoder.DecodeErrors);
    }

    [SkippableTheory]
    [InlineData("nut", "-c:v rawvideo -pix_fmt bayer_bggr8")]
    [InlineData("nut", "-c:v rawvideo -pix_fmt monow")]
    [InlineData("exr", "-c:v exr -pix_fmt gbrpf32le -frames:v 1")]
    [InlineData("jp2", "-c:v jpeg2000 -pix_fmt yuv420p -frames:v 1")]
    public void Outlandish_format_is_shown_or_refused_by_name(string container, string encoding)
    {
        string path = "";
        try
        {
            path = Clip(64, 64, container, encoding);
        }
        catch (InvalidOperationException e) when (e.Message.StartsWith("ffmpeg could not make", StringComparison.Ordinal))
        {
            Skip.If(true, $"this ffmpeg does not write {encoding} into {container}: nothing to read");
        }
        try
        {
            using VideoDecoder decoder = FileDecodingTests.Open(path);
            using DecodedFrame frame = new();
            Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
            Assert.Equal((64, 64), (frame.View.Width, frame.View.Height));
        }
        catch (VideoSourceException e)
        {
            Assert.True(e.Kind is VideoSourceError.Unsupported or VideoSourceError.NotVideo, e.ToString());
        }
    }

    /// <summary>No container carries P010; hardware decoders give it.</summary>
    [Fact]
    public unsafe void Semi_planar_pictures_of_ten_bits_become_those_of_eight()
    {
        const int P010 = 159, Width = 34, Height = 18;
        Assert.Equal("p010le", AvPixelFormat.NameOf(P010));
        using AvPicture picture = AvPicture.Allocate(), converted = AvPicture.Allocate();
        using AvScaler scaler = new();
        AVFrame* frame = picture.Handle.Pointer;
        (frame->format, frame->width, frame->height) = (P010, Width, Height);
        Assert.Equal(0, Interop.Av.av_frame_get_buffer(picture.Handle, 64));
        // Ten bits in the upper part of sixteen: 81.5 of luma, 90 and 240 of chroma.
        for (int y = 0; y < Height; y++) new Span<ushort>(frame->data_0 + (y * frame->linesize_0), Width).Fill(326 << 6);
        for (int y = 0; y < Height / 2; y++)
        {
            Span<ushort> row = new(frame->data_1 + (y * frame->linesize_1), Width);
            for (int x = 0; x < Width; x++) row[x] = (ushort)((x % 2 == 0 ? 360 : 960) << 6);
        }
        scaler.ToI420(picture, converted);
        ImageView view = converted.View;
        Assert.Equal((PixelLayout.I420, Width, Height, false), (view.Layout, view.Width, view.Height, view.FullRange));
        for (int y = 0; y < Height; y++) Assert.InRange(view.Y[(y * view.YStride) + (y % Width)], 81, 82);
        for (int y = 0; y < Height / 2; y++)
            Assert.Equal((90, 240), (view.U[(y * view.ChromaStride) + (y % 17)], view.V[(y * view.ChromaStride) + (y % 17)]));
    }

    [Fact]
    public void Size_and_format_change_in_mid_stream_and_each_frame_is_right()
    {
        // MPEG-TS parts behind each other are one stream whose pictures change.
        string[] parts =
        [
            Clip(320, 240, "ts", "-c:v libx264 -pix_fmt yuv420p -bf 0"),
            Clip(640, 360, "ts", "-c:v libx264 -pix_fmt yuv420p -bf 0"),
            Clip(160, 352, "ts", "-c:v libx264 -pix_fmt yuv422p -bf 0"),
            Clip(320, 240, "ts", "-c:v libx264 -pix_fmt yuv420p10le -bf 0"),
        ];
        using VideoDecoder decoder = FileDecodingTests.Open(TestClips.Write("parts.ts", [.. parts.SelectMany(File.ReadAllBytes)]));
        using DecodedFrame frame = new();
        List<(int, int)> sizes = [];
        while (decoder.Read(frame) == DecodeResult.Frame)
        {
            RequireColors(frame.View, false, $"frame {frame.Number}");
            sizes.Add((frame.Width, frame.Height));
        }
        Assert.Equal(20, sizes.Count);
        Assert.Equal([(320, 240), (640, 360), (160, 352), (320, 240)], sizes.Where((s, i) => i == 0 || s != sizes[i - 1]));
    }

    /// <summary>Five frames of red, green, blue and yellow quarters.</summary>
    internal static string Clip(int width, int height, string container, string encoding)
    {
        string name = $"{width}x{height}{string.Concat(encoding.Where(char.IsLetterOrDigit))}.{container}";
        string pattern = "color=c=0x00ff00:size=2x2:rate=5:duration=1,format=gbrp,"
            + "geq=r='255*not(X+Y)+255*X*Y':g='255*X':b='255*Y*not(X)',format=rgb24,"
            + string.Create(CultureInfo.InvariantCulture, $"scale={width}:{height}:flags=neighbor");
        return TestClips.Make(name, pattern, encoding);
    }

    private static void RequireColors(in ImageView view, bool gray, string what)
    {
        const int Side = 32;
        ModelInput input = new() { Name = "image", Layout = "nhwc", Width = Side, Height = Side, Channels = "rgb" };
        float[] tensor = new float[Side * Side * 3];
        new TensorWriter(input, TensorFit.Stretch).Write(view, tensor);
        // The middle of each quarter: its edges may bleed, by chroma's size and by compression.
        const int Step = 5;
        for (int quarter = 0; quarter < 4; quarter++)
        {
            (int left, int top) = (quarter % 2 * Side / 2, quarter / 2 * Side / 2);
            double[] sum = new double[3];
            int count = 0;
            for (int y = top + Step; y < top + (Side / 2) - Step; y++)
            {
                for (int x = left + Step; x < left + (Side / 2) - Step; x++, count++)
                {
                    for (int c = 0; c < 3; c++) sum[c] += tensor[(((y * Side) + x) * 3) + c];
                }
            }
            (int r, int g, int b) = Quarters[quarter];
            double luma = (0.299 * r) + (0.587 * g) + (0.114 * b);
            double[] expected = gray ? [luma, luma, luma] : [r, g, b];
            for (int c = 0; c < 3; c++)
            {
                double mean = sum[c] / count;
                Assert.True(Math.Abs(mean - expected[c]) < 12, $"{what}: quarter {quarter}, channel {c}: {mean:F1}, not {expected[c]:F1}");
            }
        }
    }
}
