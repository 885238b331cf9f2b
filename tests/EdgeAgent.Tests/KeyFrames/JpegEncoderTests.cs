using System.Buffers;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Tests.Decode;

namespace SafeCity.Edge.Agent.Tests.KeyFrames;

public sealed class JpegEncoderTests
{
    [Theory]
    [InlineData(95, 40)]
    [InlineData(75, 33)]
    [InlineData(30, 27)]
    public void Picture_survives_encoding_and_decoding_with_the_fidelity_of_its_quality(int quality, double decibelsMin)
    {
        using PictureBuffer picture = TestPictures.Smooth(new PicturePool(), 320, 240);
        byte[] file = Encode(picture, quality);
        using VideoDecoder decoder = FileDecodingTests.Open(TestClips.Write("key.jpg", file));
        using DecodedFrame frame = new();
        Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
        Assert.Equal((320, 240), (frame.Width, frame.Height));
        Assert.True(frame.View.FullRange);
        Assert.InRange(TestPictures.PeakSignalToNoise(picture.View, frame.View), decibelsMin, 99);
        Assert.Equal(DecodeResult.EndOfStream, decoder.Read(frame));
    }

    [Fact]
    public void Higher_quality_makes_larger_files()
    {
        using PictureBuffer picture = TestPictures.Noisy(new PicturePool(), 320, 240, seed: 7);
        int[] sizes = [.. new[] { 10, 30, 50, 70, 85, 95, 100 }.Select(quality => Encode(picture, quality).Length)];
        Assert.Equal(sizes.Order(), sizes);
        Assert.True(sizes[^1] > sizes[0] * 3, string.Join(' ', sizes));
    }

    [Fact]
    public void Equal_pictures_give_equal_bytes_whatever_was_encoded_between()
    {
        PicturePool pool = new();
        using PictureBuffer picture = TestPictures.Noisy(pool, 160, 120, seed: 1);
        using PictureBuffer other = TestPictures.Noisy(pool, 160, 120, seed: 2);
        using JpegEncoder encoder = new();
        byte[] first = Encode(encoder, picture, 80);
        Encode(encoder, other, 40);
        Assert.Equal(first, Encode(encoder, picture, 80));
        Assert.Equal(first, Encode(picture, 80));
    }

    [Fact]
    public void File_holds_neither_exif_nor_comments()
    {
        using PictureBuffer picture = TestPictures.Smooth(new PicturePool(), 64, 64);
        byte[] file = Encode(picture, 80);
        Assert.Equal([0xff, 0xd8], file[..2]);
        Assert.Equal([0xff, 0xd9], file[^2..]);
        List<byte> markers = [];
        for (int at = 2; file[at + 1] != 0xda; at += 2 + (file[at + 2] << 8) + file[at + 3]) markers.Add(file[at + 1]);
        Assert.DoesNotContain((byte)0xfe, markers); // comment
        Assert.DoesNotContain((byte)0xe1, markers); // EXIF
    }

    [Fact]
    public void More_sizes_than_are_kept_still_encode_and_come_back()
    {
        PicturePool pool = new();
        using JpegEncoder encoder = new();
        byte[]? first = null;
        foreach (int side in new[] { 64, 96, 128, 160, 192, 64 })
        {
            using PictureBuffer picture = TestPictures.Smooth(pool, side, side);
            byte[] file = Encode(encoder, picture, 80);
            if (side == 64) Assert.Equal(first ??= file, file);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Quality_outside_its_range_is_refused(int quality)
    {
        using PictureBuffer picture = TestPictures.Smooth(new PicturePool(), 16, 16);
        using JpegEncoder encoder = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.Encode(picture, quality, new ArrayBufferWriter<byte>()));
    }

    [Fact]
    public void Encoding_allocates_nothing_on_the_managed_heap_per_picture()
    {
        using PictureBuffer picture = TestPictures.Smooth(new PicturePool(), 320, 240);
        using JpegEncoder encoder = new();
        ArrayBufferWriter<byte> output = new(1 << 20);
        for (int i = 0; i < 40; i++) Once();
        AllocationCheck allocations = AllocationCheck.Start();
        int bytes = 0;
        for (int i = 0; i < 20; i++) bytes += Once();
        Assert.True(bytes > 20 * 1000);
        allocations.AssertNone();

        int Once()
        {
            output.ResetWrittenCount();
            return encoder.Encode(picture, 80, output);
        }
    }

    private static byte[] Encode(PictureBuffer picture, int quality)
    {
        using JpegEncoder encoder = new();
        return Encode(encoder, picture, quality);
    }

    private static byte[] Encode(JpegEncoder encoder, PictureBuffer picture, int quality)
    {
        ArrayBufferWriter<byte> output = new();
        Assert.Equal(encoder.Encode(picture, quality, output), output.WrittenCount);
        return output.WrittenSpan.ToArray();
    }
}
