using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Tests.KeyFrames;

namespace SafeCity.Edge.Agent.Tests.Decode;

/// <summary>Clips that lie on their side stand upright, as ffmpeg itself turns them.</summary>
public sealed class OrientationTests
{
    [Theory]
    [InlineData("90", 96, 64, "-c:v libx264 -pix_fmt yuv420p")]
    [InlineData("180", 96, 64, "-c:v libx264 -pix_fmt yuv420p")]
    [InlineData("270", 96, 64, "-c:v libx264 -pix_fmt yuv420p")]
    [InlineData("90", 98, 66, "-c:v libx264 -pix_fmt yuv422p10le")]
    [InlineData("90", 33, 17, "-c:v mjpeg -pix_fmt yuvj444p -q:v 2")]
    [InlineData("180", 33, 17, "-c:v mjpeg -pix_fmt yuvj444p -q:v 2")]
    [InlineData("270", 33, 17, "-c:v mjpeg -pix_fmt yuvj444p -q:v 2")]
    public void Turned_clip_is_what_ffmpeg_makes_of_it(string degrees, int width, int height, string encoding)
    {
        string name = $"{degrees}-{width}{string.Concat(encoding.Where(char.IsLetterOrDigit))}";
        string plain = TestClips.Make($"plain-{name}.mp4", $"testsrc=size={width}x{height}:rate=5:duration=1", encoding);
        string turned = TestClips.MakeFrom($"turned-{name}.mp4", plain, $"-c copy -metadata:s:v:0 rotate={degrees}");
        string expected = TestClips.MakeFrom($"upright-{name}.nut", turned, "-c:v ffv1 -sws_flags bilinear");
        using VideoDecoder a = FileDecodingTests.Open(turned), b = FileDecodingTests.Open(expected);
        using DecodedFrame frame = new(), upright = new();
        (int, int) size = degrees == "180" ? (width, height) : (height, width);
        Assert.Equal(size, (a.Info.Width, a.Info.Height));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(DecodeResult.Frame, a.Read(frame));
            Assert.Equal(DecodeResult.Frame, b.Read(upright));
            Assert.Equal(size, (frame.Width, frame.Height));
            Assert.InRange(TestPictures.PeakSignalToNoise(PixelFormatTests.FullRange(upright.View), PixelFormatTests.FullRange(frame.View)), 40, 99);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Picture_with_an_exif_orientation_is_what_ffmpeg_makes_of_it(int orientation)
    {
        byte[] jpeg = File.ReadAllBytes(TestClips.Make(
            "exif-plain.jpg", "testsrc=size=99x65:rate=5:duration=1", "-frames:v 1 -pix_fmt yuvj444p -q:v 2 -update 1"));
        byte[] exif =
        [
            0xff, 0xe1, 0, 34, .. "Exif\0\0"u8, .. "MM\0\x2a\0\0\0\x08"u8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        string path = TestClips.Write($"exif{orientation}.jpg", [.. jpeg.AsSpan(0, 2), .. exif, .. jpeg.AsSpan(2)]);
        string expected = TestClips.MakeFrom($"exif{orientation}.nut", path, "-c:v ffv1");
        using VideoDecoder a = FileDecodingTests.Open(path), b = FileDecodingTests.Open(expected);
        using DecodedFrame frame = new(), upright = new();
        Assert.Equal(DecodeResult.Frame, a.Read(frame));
        Assert.Equal(DecodeResult.Frame, b.Read(upright));
        Assert.Equal(orientation >= 5 ? (65, 99) : (99, 65), (frame.Width, frame.Height));
        Assert.Equal((upright.Width, upright.Height), (frame.Width, frame.Height));
        Assert.InRange(TestPictures.PeakSignalToNoise(PixelFormatTests.FullRange(upright.View), PixelFormatTests.FullRange(frame.View)), 40, 99);
    }

    [Fact]
    public void Turning_equals_the_slow_way_for_all_orientations_and_sizes()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 300; round++)
        {
            int width = random.Next(1, 70), height = random.Next(1, 70), stride = width + random.Next(9);
            AvOrientation orientation = new(random.Next(2) == 1, random.Next(2) == 1, random.Next(2) == 1);
            int toWidth = orientation.Transposed ? height : width, toHeight = orientation.Transposed ? width : height;
            int toStride = toWidth + random.Next(9);
            byte[] source = new byte[stride * height], target = new byte[toStride * toHeight];
            random.NextBytes(source);
            PlaneTurn.Turn(new PlaneRows(source, stride, width, height), orientation, target, toStride);
            for (int y = 0; y < toHeight; y++)
            {
                for (int x = 0; x < toWidth; x++)
                {
                    int fromX = orientation.MirroredX ? toWidth - 1 - x : x, fromY = orientation.MirroredY ? toHeight - 1 - y : y;
                    if (orientation.Transposed) (fromX, fromY) = (fromY, fromX);
                    Assert.True(
                        source[(fromY * stride) + fromX] == target[(y * toStride) + x], $"seed {seed}, round {round}: {orientation}, {x},{y}");
                }
            }
        }
    }

    [Fact]
    public unsafe void Matrix_that_flattens_the_picture_is_not_followed()
    {
        int* nothing = stackalloc int[9];
        Assert.Null(AvOrientation.FromMatrix(nothing));
        nothing[0] = int.MinValue;
        nothing[4] = 1 << 16;
        Assert.Equal(new AvOrientation(false, true, false), AvOrientation.FromMatrix(nothing));
    }

    [Fact]
    public void Turned_frames_allocate_nothing_on_the_managed_heap()
    {
        string plain = TestClips.Make("long-side.mp4", "testsrc2=size=160x120:rate=25:duration=8", "-c:v libx264 -preset ultrafast -pix_fmt yuv422p");
        string turned = TestClips.MakeFrom("long-turned.mp4", plain, "-c copy -metadata:s:v:0 rotate=90");
        using VideoDecoder decoder = FileDecodingTests.Open(turned);
        using DecodedFrame frame = new();
        for (int i = 0; i < 60; i++) decoder.Read(frame);
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 100; i++) decoder.Read(frame);
        allocations.AssertNone();
        Assert.Equal((120, 160, 160L), (frame.Width, frame.Height, decoder.Frames));
    }
}
