using System.Buffers;
using System.Runtime.CompilerServices;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Native.Tests.Av;

public sealed class AvLifetimeTests : NativeTest
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Opening_reading_and_failing_gives_all_handles_and_all_memory_back()
    {
        string good = _folder.Write("good.jpg", Jpeg());
        string cut = _folder.Write("cut.jpg", Jpeg().AsSpan(0, 40));
        IReadOnlyDictionary<string, int> handles = new Dictionary<string, int>();
        long bytes = 0;
        for (int i = 0; i < 400; i++)
        {
            // The first hundred warm the allocators up.
            if (i == 100) (handles, bytes) = (NativeHandleRecords.Live(), Environment.WorkingSet);
            using (VideoDecoder decoder = Open(good))
            using (DecodedFrame frame = new())
            {
                Assert.Equal(DecodeResult.Frame, decoder.Read(frame));
                Assert.Equal(640, frame.Width);
            }
            Assert.Throws<VideoSourceException>(() => ReadOne(cut));
            Assert.Throws<VideoSourceException>(() => Open(good, new VideoDecoderOptions { DecoderName = "nothing" }));
        }
        Assert.Equal(handles, NativeHandleRecords.Live());
        // 300 pictures of 640x480 are 138 MB.
        Assert.InRange(Environment.WorkingSet - bytes, long.MinValue, 20_000_000);
    }

    [Fact]
    public void Scaling_and_encoding_gives_all_handles_and_all_memory_back()
    {
        PicturePool pool = new();
        IReadOnlyDictionary<string, int> handles = new Dictionary<string, int>();
        long bytes = 0;
        for (int i = 0; i < 300; i++)
        {
            if (i == 100) (handles, bytes) = (NativeHandleRecords.Live(), Environment.WorkingSet);
            using PictureBuffer source = pool.Rent(640, 480), target = pool.Rent(100 + (i % 50 * 2), 100);
            using PictureScaler scaler = new();
            using JpegEncoder encoder = new();
            scaler.Scale(source.View, target);
            encoder.Encode(target, 80, new ArrayBufferWriter<byte>());
        }
        Assert.Equal(handles, NativeHandleRecords.Live());
        Assert.InRange(Environment.WorkingSet - bytes, long.MinValue, 20_000_000);
    }

    [Fact]
    public async Task Libav_prints_nothing_and_its_errors_are_counted()
    {
        // An MP4 file without its index: libav logs "moov atom not found".
        string cut = _folder.Write("cut.mp4", [.. "\0\0\0\u0018ftypisom\0\0\u0002\0isommp41\0\0\0\u0010mdat01234567"u8]);
        ChildResult result = await ChildProcess.Run($"{nameof(AvLifetimeTests)}.{nameof(ReadDamaged)}", [cut]);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("is damaged or cut off (moov atom not found): ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forgotten_decoder_is_recorded_and_its_finalizer_does_not_crash()
    {
        string good = _folder.Write("good.jpg", Jpeg());
        ChildResult result = await ChildProcess.Run($"{nameof(AvLifetimeTests)}.{nameof(ForgetDecoder)}", [good]);
        Assert.Equal("", result.Error);
        Assert.Equal("AvCodecHandle AvFormatHandle AvPacketHandle\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [ChildEntry]
    internal static int ForgetDecoder(string[] arguments)
    {
        Forget(arguments[0]);
        NativeHandleRecords.RunFinalizers();
        Console.WriteLine(string.Join(' ', NativeHandleRecords.Leaks().Order()));
        return 0;
    }

    [ChildEntry]
    internal static int ReadDamaged(string[] arguments)
    {
        try
        {
            ReadOne(arguments[0]);
        }
        catch (VideoSourceException e)
        {
            Console.WriteLine(e.Message);
        }
        return AvLog.ErrorLines > 0 ? 0 : 1;
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(string path) => Open(path);

    private static void ReadOne(string path)
    {
        using VideoDecoder decoder = Open(path);
        using DecodedFrame frame = new();
        decoder.Read(frame);
    }

    private static byte[] Jpeg()
    {
        using PictureBuffer picture = new PicturePool().Rent(640, 480);
        picture.Fill(90, 100, 150);
        for (int i = 0; i < picture.Y.Length; i++) picture.Y[i] = (byte)(i * 7);
        using JpegEncoder encoder = new();
        ArrayBufferWriter<byte> output = new();
        encoder.Encode(picture, 80, output);
        return output.WrittenSpan.ToArray();
    }

    private static VideoDecoder Open(string path, VideoDecoderOptions? options = null) =>
        VideoDecoder.Open(VideoSource.Parse(path), options ?? new VideoDecoderOptions(), TimeProvider.System);
}
